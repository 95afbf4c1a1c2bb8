/** Pictures for tests, drawn and encoded here. */
import { crc32, deflateSync } from "node:zlib";

/** A picture with enough to see in it; another level gives other bytes and the same pixels. */
export function picture(level: number, seed = 1): Uint8Array {
  const side = 256;
  const rows = Array.from({ length: side }, (_, y) => {
    const row = Buffer.alloc(1 + side * 3);
    for (let x = 0; x < side * 3; x += 1) {
      row[1 + x] = 128 + 60 * Math.sin((x * seed) / 23) + 60 * Math.cos((y * (seed + 1)) / 17);
    }
    return row;
  });
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    const check = Buffer.alloc(4);
    check.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, check]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  head.set([8, 2, 0, 0, 0], 8);
  return new Uint8Array(
    Buffer.concat([
      Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
      chunk("IHDR", head),
      chunk("IDAT", deflateSync(Buffer.concat(rows), { level })),
      chunk("IEND", Buffer.alloc(0)),
    ]),
  );
}
