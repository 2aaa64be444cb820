/** The language of all texts: numbers, moments and orders follow it, not the browser, so that a page speaks one. */
export const LANGUAGE = 'en-GB'
