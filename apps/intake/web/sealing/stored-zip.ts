/**
 * An archive of files as they are, without compression: APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12
 * and 4.3.16. All its dates are the first that the format knows, so that it tells none.
 */

export interface StoredFile {
  readonly path: string;
  readonly content: Blob;
}

const utf8Names = 0x0800;
const firstDate = 0x0021;
const version = 20;

/**
 * Write an archive.
 *
 * @param files - fewer than 65,535, all together below 4 GB, with paths that differ.
 */
export async function writeStoredZip(files: readonly StoredFile[]): Promise<Blob> {
  const parts: (Blob | Uint8Array<ArrayBuffer>)[] = [];
  const list: Uint8Array<ArrayBuffer>[] = [];
  let at = 0;
  for (const { path, content } of files) {
    const name = new TextEncoder().encode(path);
    const crc = await crc32(content);
    // Version, flags, method, time, date, checksum, lengths: the same in both headers.
    const common = bytesOf([
      [2, version],
      [2, utf8Names],
      [2, 0],
      [2, 0],
      [2, firstDate],
      [4, crc],
      [4, content.size],
      [4, content.size],
      [2, name.length],
      [2, 0],
    ]);
    parts.push(bytesOf([[4, 0x04034b50]]), common, name, content);
    list.push(
      bytesOf([
        [4, 0x02014b50],
        [2, version],
      ]),
      common,
      // No comment, first disk, no attributes.
      bytesOf([
        [2, 0],
        [2, 0],
        [2, 0],
        [4, 0],
        [4, at],
      ]),
      name,
    );
    at += 4 + common.length + name.length + content.size;
  }
  const listBytes = list.reduce((sum, { length }) => sum + length, 0);
  const end = bytesOf([
    [4, 0x06054b50],
    [2, 0],
    [2, 0],
    [2, files.length],
    [2, files.length],
    [4, listBytes],
    [4, at],
    [2, 0],
  ]);
  return new Blob([...parts, ...list, end]);
}

/** Little-endian numbers one after the other, each with its width in bytes. */
function bytesOf(fields: readonly (readonly [width: 2 | 4, value: number])[]) {
  const bytes = new Uint8Array(fields.reduce((sum, [width]) => sum + width, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [width, value] of fields) {
    if (width === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += width;
  }
  return bytes;
}

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

async function crc32(content: Blob): Promise<number> {
  const pieceBytes = 1024 * 1024;
  let crc = 0xffffffff;
  for (let from = 0; from < content.size; from += pieceBytes) {
    const piece = new Uint8Array(await content.slice(from, from + pieceBytes).arrayBuffer());
    for (const byte of piece) crc = (crc >>> 8) ^ (table[(crc ^ byte) & 0xff] ?? 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
