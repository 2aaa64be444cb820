/** The window's parts put together: look, cache, toasts, addresses. */
import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { useState } from 'react'
import { RouterProvider } from 'react-router/dom'
import { Appearance } from './Appearance.tsx'
import { styleNonce } from './nonce.ts'
import { queryClient } from './queries.ts'
import { router } from './router.tsx'
import { useScreensFetchedAhead } from './screenCode.ts'
import { cssVariables, theme } from './theme.ts'

export function App() {
  const [client] = useState(queryClient)
  const [addresses] = useState(router)
  useScreensFetchedAhead()
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      getStyleNonce={styleNonce}
    >
      <QueryClientProvider client={client}>
        <Appearance />
        <RouterProvider router={addresses} />
      </QueryClientProvider>
    </MantineProvider>
  )
}
