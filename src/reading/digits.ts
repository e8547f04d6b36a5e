// A pattern in a function is made anew each time that it runs; this one runs for each line and value of a mail.
const digit = /\d/

export const hasDigit = (text: string): boolean => digit.test(text)
