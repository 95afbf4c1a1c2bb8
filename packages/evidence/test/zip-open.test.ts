import { strToU8, zipSync } from "fflate";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { readChatZip } from "../src/zip-archive.ts";
import { maxZipEntries } from "../src/zip-directory.ts";
import { openZip, sourceOf, type ZipEntry } from "../src/zip-open.ts";

const chat = strToU8("14/03/2024, 18:05 - Charlie: hello\n".repeat(3));
const jpeg = Uint8Array.from([0xff, 0xd8, 0xff, 1, 2, 3]);
const centralSignature = 0x02014b50;
const endSignature = 0x06054b50;

async function entriesOf(bytes: Uint8Array): Promise<readonly ZipEntry[]> {
  const opened = await openZip(sourceOf(bytes));
  if (!opened.ok) throw new Error(opened.reason);
  return opened.entries;
}

async function bytesOf(entry: ZipEntry): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of entry.stream()) pieces.push(piece);
  return new Uint8Array(Buffer.concat(pieces));
}

function placesOf(bytes: Uint8Array, signature: number): readonly number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return [...bytes.keys()].filter(
    (at) => at + 4 <= bytes.length && view.getUint32(at, true) === signature,
  );
}

/** An archive of one chat with its list, its own header or its end changed. */
function forged(
  change: (view: DataView, places: { central: number; end: number }) => void,
  files: Record<string, Uint8Array> = { "_chat.txt": chat },
): Uint8Array {
  const bytes = zipSync(files);
  const [central = 0] = placesOf(bytes, centralSignature);
  const [end = 0] = placesOf(bytes, endSignature);
  change(new DataView(bytes.buffer), { central, end });
  return bytes;
}

/** The same archive with the fields for 64 bits that a large one has. */
function withEnd64(
  change: (record: DataView, locator: DataView, end: DataView) => void = () => undefined,
): Uint8Array {
  const plain = zipSync({ "_chat.txt": chat });
  const [at = 0] = placesOf(plain, endSignature);
  const end = new DataView(plain.slice(at).buffer);
  const record = new DataView(new ArrayBuffer(56));
  record.setUint32(0, 0x06064b50, true);
  record.setBigUint64(4, 44n, true);
  record.setBigUint64(24, 1n, true);
  record.setBigUint64(32, 1n, true);
  record.setBigUint64(40, BigInt(end.getUint32(12, true)), true);
  record.setBigUint64(48, BigInt(end.getUint32(16, true)), true);
  const locator = new DataView(new ArrayBuffer(20));
  locator.setUint32(0, 0x07064b50, true);
  locator.setBigUint64(8, BigInt(at), true);
  locator.setUint32(16, 1, true);
  end.setUint32(16, 0xffffffff, true);
  change(record, locator, end);
  return new Uint8Array(
    Buffer.concat([
      plain.subarray(0, at),
      new Uint8Array(record.buffer),
      new Uint8Array(locator.buffer),
      new Uint8Array(end.buffer),
    ]),
  );
}

const joined = (...parts: readonly Uint8Array[]) => new Uint8Array(Buffer.concat(parts));

describe("an archive", () => {
  test("gives each file, to the byte, as often as asked", async () => {
    const files = { "_chat.txt": chat, "media/IMG-1.jpg": jpeg, "empty.txt": new Uint8Array(0) };
    const entries = await entriesOf(zipSync(files));
    expect(entries.map(({ path, bytes }) => [path, bytes])).toEqual([
      ["_chat.txt", chat.length],
      ["media/IMG-1.jpg", 6],
      ["empty.txt", 0],
    ]);
    for (const entry of entries) {
      const expected = files[entry.path as keyof typeof files];
      expect(await bytesOf(entry)).toEqual(expected);
      expect(await bytesOf(entry)).toEqual(expected);
    }
  });

  test("with fields for 64 bits is read", async () => {
    const [entry] = await entriesOf(withEnd64());
    expect(await bytesOf(entry!)).toEqual(chat);
  });

  test("with a plain comment is read", async () => {
    const bytes = joined(zipSync({ "_chat.txt": chat }), strToU8("made by a phone"));
    new DataView(bytes.buffer).setUint16(bytes.length - 17, 15, true);
    expect(await entriesOf(bytes)).toHaveLength(1);
  });

  test("in the archive is a file and is not opened", async () => {
    const bomb = zipSync({ "zeros.bin": new Uint8Array(10_000_000) });
    const entries = await entriesOf(zipSync({ "inner.zip": [bomb, { level: 0 }] }));
    expect(entries.map(({ bytes }) => bytes)).toEqual([bomb.length]);
  });

  test("is never asked for more than a small part of itself at once", async () => {
    const noise = Uint8Array.from({ length: 3_000_000 }, (_, at) => (at * 2654435761) >>> 13);
    const source = sourceOf(zipSync({ "a.bin": noise }, { level: 0 }));
    let most = 0;
    const opened = await openZip({
      size: source.size,
      read: (offset, length) => {
        most = Math.max(most, length);
        return source.read(offset, length);
      },
    });
    if (!opened.ok) throw new Error(opened.reason);
    let largest = 0;
    for await (const piece of opened.entries[0]!.stream()) {
      largest = Math.max(largest, piece.length);
    }
    expect(most).toBeLessThanOrEqual(70_000);
    expect(largest).toBeLessThanOrEqual(20_000_000);
  });
});

describe("an archive is refused", () => {
  const plain = zipSync({ "_chat.txt": chat });
  const narrow = (field: number, value: number) =>
    forged((view, { central }) => {
      view.setUint32(central + field, value, true);
    });
  test.for([
    // why, bytes, reason
    ["no list", plain.slice(0, 60), "zip_damaged"],
    ["nothing", new Uint8Array(0), "zip_damaged"],
    ["a picture before it", joined(jpeg, plain), "zip_hidden_bytes"],
    ["a picture behind it", joined(plain, jpeg), "zip_hidden_bytes"],
    [
      "a picture as its comment",
      forgedComment(plain, Uint8Array.from([...jpeg, 0, 1])),
      "zip_hidden_bytes",
    ],
    ["bytes between its files", withGap(), "zip_hidden_bytes"],
    ["a path that climbs", zipSync({ "../../x": jpeg }), "zip_unsafe_path"],
    ["a path that climbs inside", zipSync({ "a/../../x": jpeg }), "zip_unsafe_path"],
    ["an absolute path", zipSync({ "/etc/x": jpeg }), "zip_unsafe_path"],
    ["a drive", zipSync({ "C:x": jpeg }), "zip_unsafe_path"],
    ["a backslash", zipSync({ "..\\x": jpeg }), "zip_unsafe_path"],
    ["a symbolic link", narrow(38, 0xa1ff0000), "zip_link"],
    ["a bomb", zipSync({ "a.txt": new Uint8Array(3_000_000) }), "zip_bomb"],
    ["a claim of 4 GB", narrow(24, 0xfffffff0), "zip_too_large"],
    [
      "a password",
      forged((view, { central }) => {
        view.setUint16(central + 8, 1, true);
      }),
      "zip_encrypted",
    ],
    ["one name twice", forged(renameLast, { "a.txt": chat, "b.txt": jpeg }), "zip_duplicate_names"],
    ["one place for two files", sharing(), "zip_overlapping"],
    ["another name in the file's own header", renamedInside(plain), "zip_contradictory"],
    ["another checksum in the list", narrow(16, 1), "zip_contradictory"],
    ["another length in the list", narrow(24, 5), "zip_contradictory"],
    ["a start beyond the end", narrow(42, 0xffffff), "zip_damaged"],
    [
      "more files in its end than in its list",
      forged((view, { end }) => {
        view.setUint16(end + 8, 2, true);
        view.setUint16(end + 10, 2, true);
      }),
      "zip_damaged",
    ],
    [
      "fewer files in its end than in its list",
      forged((view, { end }) => {
        view.setUint16(end + 8, 0, true);
        view.setUint16(end + 10, 0, true);
      }),
      "zip_hidden_bytes",
    ],
    [
      "a wide number of files that is not the narrow one",
      withEnd64((record) => {
        record.setBigUint64(32, 2n, true);
      }),
      "zip_contradictory",
    ],
    [
      "a wide place of the list that is not there",
      withEnd64((record) => {
        record.setBigUint64(48, 5n, true);
      }),
      "zip_hidden_bytes",
    ],
    [
      "a wide end that is elsewhere",
      withEnd64((_, locator) => {
        locator.setBigUint64(8, 3n, true);
      }),
      "zip_contradictory",
    ],
    [
      "a wide number of files beyond counting",
      withEnd64((record, _, end) => {
        record.setBigUint64(32, 0xffffffffffffn, true);
        end.setUint16(8, 0xffff, true);
        end.setUint16(10, 0xffff, true);
      }),
      "zip_too_many_files",
    ],
  ] as const)("with %s", async ([, bytes, reason]) => {
    expect(await openZip(sourceOf(bytes))).toEqual({ ok: false, reason });
    expect(readChatZip(bytes)).toEqual({ ok: false, reason });
  });

  test.for([maxZipEntries + 1, 100_000])("with %i files", async (count) => {
    const bytes = forged((view, { end }) => {
      // Above 65,535 the narrow field is all ones, whatever the wide one says.
      view.setUint16(end + 8, Math.min(count, 0xffff), true);
      view.setUint16(end + 10, Math.min(count, 0xffff), true);
    });
    expect(await openZip(sourceOf(bytes))).toEqual({ ok: false, reason: "zip_too_many_files" });
  });

  test("with 10,001 real files, before any of them is looked at", async () => {
    const bytes = zipSync(
      Object.fromEntries(Array.from({ length: 10_001 }, (_, at) => [`${String(at)}.x`, jpeg])),
    );
    const source = sourceOf(bytes);
    let asked = 0;
    const opened = await openZip({
      size: source.size,
      read: (offset, length) => {
        asked += 1;
        return source.read(offset, length);
      },
    });
    expect(opened).toEqual({ ok: false, reason: "zip_too_many_files" });
    expect(asked).toBe(1);
  });
});

describe("a file of an archive ends with an error", () => {
  test.for([
    [
      "if its checksum is not the list's",
      forged((view, { central }) => {
        view.setUint32(central + 16, 7, true);
        view.setUint32(14, 7, true);
      }),
    ],
    [
      "if more comes out than the list says",
      forged((view, { central }) => {
        view.setUint32(central + 24, 20, true);
        view.setUint32(22, 20, true);
      }),
    ],
    [
      "if less comes out than the list says",
      forged((view, { central }) => {
        view.setUint32(central + 24, 500, true);
        view.setUint32(22, 500, true);
      }),
    ],
    [
      "if its method is unknown",
      forged((view, { central }) => {
        view.setUint16(central + 10, 99, true);
        view.setUint16(8, 99, true);
      }),
    ],
  ] as const)("%s", async ([, bytes]) => {
    const [entry] = await entriesOf(bytes);
    await expect(bytesOf(entry!)).rejects.toThrow("not what its list says");
    expect(readChatZip(bytes)).toEqual({ ok: false, reason: "zip_damaged" });
  });

  test("and holds no more than the list says while it is read", async () => {
    // 100 MB of zeros behind a list and a header that say 200,000 bytes.
    const bytes = forged(
      (view, { central }) => {
        view.setUint32(central + 24, 200_000, true);
        view.setUint32(22, 200_000, true);
      },
      { "_chat.txt": new Uint8Array(100_000_000) },
    );
    const [entry] = await entriesOf(bytes);
    let seen = 0;
    const reading = (async () => {
      for await (const piece of entry!.stream()) seen += piece.length;
    })();
    await expect(reading).rejects.toThrow("not what its list says");
    expect(seen).toBeLessThanOrEqual(200_000);
  });
});

test("no bytes make it throw or wait", async () => {
  const whole = zipSync({ "_chat.txt": chat, "a.jpg": jpeg });
  const change = fc.record({ at: fc.nat(whole.length - 1), byte: fc.nat(255) });
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 6 }), async (changes) => {
      const bytes = whole.slice();
      for (const { at, byte } of changes) bytes[at] = byte;
      const opened = await openZip(sourceOf(bytes));
      readChatZip(bytes);
      if (opened.ok) expect(opened.entries.length).toBeLessThanOrEqual(2);
    }),
    { numRuns: 500 },
  );
});

function forgedComment(archive: Uint8Array, comment: Uint8Array): Uint8Array {
  const bytes = joined(archive, comment);
  new DataView(bytes.buffer).setUint16(archive.length - 2, comment.length, true);
  return bytes;
}

/** Two files with a picture between them that no list names. */
function withGap(): Uint8Array {
  const bytes = zipSync({ "_chat.txt": chat, "a.jpg": jpeg });
  const [, second = 0] = placesOf(bytes, 0x04034b50);
  const result = joined(bytes.subarray(0, second), jpeg, bytes.subarray(second));
  const view = new DataView(result.buffer);
  const [, central = 0] = placesOf(result, centralSignature);
  const [end = 0] = placesOf(result, endSignature);
  view.setUint32(central + 42, second + jpeg.length, true);
  view.setUint32(end + 16, view.getUint32(end + 16, true) + jpeg.length, true);
  return result;
}

function renameLast(view: DataView): void {
  const bytes = new Uint8Array(view.buffer);
  for (const at of placesOf(bytes, centralSignature)) bytes[at + 46] = 0x61;
  for (const at of placesOf(bytes, 0x04034b50)) bytes[at + 30] = 0x61;
}

function sharing(): Uint8Array {
  const bytes = zipSync({ "_chat.txt": chat, "a.jpg": chat });
  const view = new DataView(bytes.buffer);
  const [first = 0, second = 0] = placesOf(bytes, centralSignature);
  view.setUint32(second + 42, view.getUint32(first + 42, true), true);
  return bytes;
}

function renamedInside(archive: Uint8Array): Uint8Array {
  const bytes = archive.slice();
  bytes[30] = 0x78;
  return bytes;
}
