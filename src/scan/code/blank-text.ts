/** Returns a text of blanks in the place of another, line by line: what is found beside it stands where it stood. */
export function blankText(text: string): string {
  return text.replace(/[^\r\n]+/g, ({ length }) => ' '.repeat(length))
}
