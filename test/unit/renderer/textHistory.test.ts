import { describe, expect, test } from 'vitest'
import {
  beginHistory,
  changeText,
  redoText,
  TYPING,
  undoText,
} from '../../../renderer/features/design/text/textHistory.ts'

describe('the undo stack', () => {
  test('goes back and forth, and says what each turn is', () => {
    const one = changeText(beginHistory('a'), 'b', 'Give compute to node-1', 0)
    const two = changeText(one, 'c', 'Lay out', 10)
    const back = undoText(two)
    expect(back.text).toBe('b')
    expect(back.past.at(-1)?.what).toBe('Give compute to node-1')
    expect(back.future.at(-1)?.what).toBe('Lay out')
    expect(redoText(back).text).toBe('c')
    expect(redoText(redoText(back)).text).toBe('c')
    expect(undoText(undoText(undoText(two))).text).toBe('a')
  })

  test('takes keys close to each other as one change, and those after a breath as another', () => {
    let history = beginHistory('')
    for (const [text, at] of [
      ['n', 0],
      ['na', 200],
      ['nam', 400],
      ['name', 5000],
    ] as const)
      history = changeText(history, text, TYPING, at)
    expect(history.past).toHaveLength(2)
    expect(undoText(history).text).toBe('nam')
    expect(undoText(undoText(history)).text).toBe('')
  })

  test('begins a new change with typing after undo, and forgets what was undone', () => {
    const typed = changeText(changeText(beginHistory(''), 'a', TYPING, 0), 'ab', 'Move horizon', 10)
    const anew = changeText(undoText(typed), 'ax', TYPING, 20)
    expect(anew.future).toEqual([])
    expect(undoText(anew).text).toBe('a')
  })

  test('keeps nothing where nothing changed', () => {
    const history = beginHistory('a')
    expect(changeText(history, 'a', 'Suggest roles', 0)).toBe(history)
    expect(undoText(history)).toBe(history)
    expect(redoText(history)).toBe(history)
  })
})
