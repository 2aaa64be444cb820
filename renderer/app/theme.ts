/** Mantine dressed in our tokens: its parts take sizes and colours from tokens.css. */
import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core'

/** Teal, around the accent of tokens.css. */
const teal: MantineColorsTuple = [
  '#e6f7f5',
  '#d3ece8',
  '#a7d9d1',
  '#78c5ba',
  '#52b5a6',
  '#3aab9a',
  '#2ba693',
  '#0f766e',
  '#0d6a63',
  '#075750',
]

/** Greys of Mantine's parts that name no token: borders and grounds of fields, in the slate of tokens.css. */
const gray: MantineColorsTuple = [
  '#f6f7f9',
  '#eef0f3',
  '#e4e8ed',
  '#d9dee5',
  '#8f9aa8',
  '#8f9aa8',
  '#5f6b7a',
  '#4a5666',
  '#2d3744',
  '#17202c',
]

const dark: MantineColorsTuple = [
  '#e8edf3',
  '#b3bfcc',
  '#93a1b1',
  '#7b8a9b',
  '#627183',
  '#2b3542',
  '#1d2530',
  '#171d26',
  '#11161d',
  '#0d1218',
]

/** Filled, light and subtle parts in the accent, in red for what takes away, in grey for the rest: each from the tokens. */
const variants: VariantColorsResolver = (input) => {
  const usual = defaultVariantColorsResolver(input)
  const tone = input.color === 'red' ? 'failed' : input.color === 'gray' ? undefined : 'accent'
  const color = tone === undefined ? 'var(--ink-2)' : `var(--${tone})`
  switch (input.variant) {
    case 'filled':
      if (tone === undefined) return usual
      return { ...usual, background: color, hover: `var(--${tone}-hover)`, color: `var(--${tone}-ink)` }
    case 'light':
      return {
        ...usual,
        background: tone === undefined ? 'var(--off-soft)' : `var(--${tone}-soft)`,
        hover: 'var(--hover)',
        color,
      }
    case 'subtle':
      return { ...usual, hover: 'var(--hover)', color }
    case 'default':
      return {
        ...usual,
        background: 'var(--raised)',
        hover: 'var(--hover)',
        color: input.color === 'red' ? color : 'var(--ink)',
        border: '1px solid var(--border-strong)',
      }
    default:
      return usual
  }
}

export const cssVariables: CSSVariablesResolver = () => {
  const both = {
    '--mantine-color-body': 'var(--surface)',
    '--mantine-color-text': 'var(--ink)',
    '--mantine-color-dimmed': 'var(--ink-2)',
    '--mantine-color-placeholder': 'var(--ink-3)',
    '--mantine-color-anchor': 'var(--accent)',
    '--mantine-color-error': 'var(--failed)',
    '--mantine-color-default': 'var(--raised)',
    '--mantine-color-default-hover': 'var(--hover)',
    '--mantine-color-default-color': 'var(--ink)',
    '--mantine-color-default-border': 'var(--border-strong)',
    '--mantine-color-disabled': 'var(--sunken)',
    '--mantine-color-disabled-color': 'var(--ink-3)',
    '--mantine-color-disabled-border': 'var(--border)',
    '--menu-item-hover': 'var(--hover)',
    '--mantine-primary-color-filled': 'var(--accent)',
    '--mantine-primary-color-filled-hover': 'var(--accent-hover)',
    '--mantine-primary-color-contrast': 'var(--accent-ink)',
    '--mantine-primary-color-light': 'var(--accent-soft)',
    '--mantine-primary-color-light-color': 'var(--accent)',
    '--mantine-color-teal-filled': 'var(--accent)',
    '--mantine-color-teal-text': 'var(--accent)',
    '--mantine-color-red-text': 'var(--failed)',
    '--mantine-color-red-filled': 'var(--failed)',
  }
  return { variables: { '--mantine-shadow-md': 'var(--shadow-float)' }, light: both, dark: both }
}

export const theme = createTheme({
  primaryColor: 'teal',
  primaryShade: { light: 7, dark: 5 },
  variantColorResolver: variants,
  colors: { teal, gray, dark },
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--font-mono)',
  fontSizes: { xs: '12px', sm: '13px', md: '13px', lg: '16px', xl: '20px' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '4px', sm: '6px', md: '6px', lg: '6px', xl: '6px' },
  defaultRadius: 'sm',
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Notification: { defaultProps: { closeButtonProps: { 'aria-label': 'Dismiss' } } },
    Button: { defaultProps: { size: 'xs' } },
    TextInput: { defaultProps: { size: 'xs' } },
    PasswordInput: { defaultProps: { size: 'xs' } },
    NumberInput: { defaultProps: { size: 'xs' } },
    Select: { defaultProps: { size: 'xs' } },
    Autocomplete: { defaultProps: { size: 'xs' } },
    MultiSelect: { defaultProps: { size: 'xs' } },
    TagsInput: { defaultProps: { size: 'xs' } },
    Radio: { defaultProps: { size: 'xs' } },
    Textarea: { defaultProps: { size: 'xs' } },
    Checkbox: { defaultProps: { size: 'xs' } },
    Switch: { defaultProps: { size: 'xs' } },
    SegmentedControl: { defaultProps: { size: 'xs' } },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: true } },
    // Its placeholder for the first focus is a child no menu may have; without it the menu itself has the focus.
    Menu: { defaultProps: { shadow: 'md', transitionProps: { duration: 120 }, withInitialFocusPlaceholder: false } },
    // The page itself never scrolls: there is nothing to lock, and locking would write styles of its own.
    Modal: {
      defaultProps: {
        lockScroll: false,
        padding: 20,
        shadow: 'md',
        transitionProps: { duration: 140 },
        overlayProps: { backgroundOpacity: 0.4 },
        closeButtonProps: { 'aria-label': 'Close' },
      },
    },
    Drawer: { defaultProps: { lockScroll: false, transitionProps: { duration: 140 } } },
  },
})
