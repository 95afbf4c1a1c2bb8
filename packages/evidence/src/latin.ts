/**
 * Bytes as text, one letter for each byte: what byte signatures and old headers are compared with.
 * `TextDecoder` cannot do that: the label "latin1" means Windows-1252 there, by the Encoding
 * standard and in every browser, and has other letters for 0x80 to 0x9f.
 */
export function toLatin(bytes: Uint8Array): string {
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += 8192) {
    pieces.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
  }
  return pieces.join("");
}
