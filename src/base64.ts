/** Bytes as base64, the same in Node and in browsers. */

/** Bytes that are handed to a function as arguments at once. */
const chunk = 2 ** 13

export function writeBase64(bytes: Uint8Array): string {
  let text = ''
  for (let from = 0; from < bytes.length; from += chunk) {
    text += String.fromCharCode(...bytes.subarray(from, from + chunk))
  }
  return btoa(text)
}

/** The bytes of a text that `writeBase64` wrote. */
export const readBase64 = (text: string): Uint8Array =>
  Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
