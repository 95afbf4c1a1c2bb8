import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { createMediaReader, type MediaFacts } from "../src/index.ts";

const folder = join(import.meta.dirname, "fixtures/media");
const fixture = (name: string) => new Uint8Array(readFileSync(join(folder, name)));
const names = readdirSync(folder).filter((name) => !/\.(?:sh|md)$/.test(name));
const latin = (text: string) => Uint8Array.from(Buffer.from(text, "latin1"));
const join2 = (...parts: readonly Uint8Array[]) => Uint8Array.from(Buffer.concat(parts));

function read(bytes: Uint8Array, step = bytes.length, name?: string): MediaFacts {
  const reader = createMediaReader(name === undefined ? {} : { name });
  for (let at = 0; at < bytes.length; at += step) reader.push(bytes.subarray(at, at + step));
  return reader.end();
}

const claimsOf = ({ claims }: MediaFacts) =>
  claims.map(({ from, claim, value }) => `${from} ${claim} ${value}`.trim());

describe("facts of a file", () => {
  test.for([
    // name, type, width, height, seconds
    ["edited.jpg", "image/jpeg", 64, 48, null],
    ["photo.jpg", "image/jpeg", 48, 64, null],
    ["photo.png", "image/png", 48, 64, null],
    ["photo.webp", "image/webp", 48, 64, null],
    ["photo.tiff", "image/tiff", 48, 64, null],
    ["photo.heic", "image/heic", 64, 48, null],
    ["plain.avif", "image/avif", 64, 48, null],
    ["moving.gif", "image/gif", 64, 48, 0.6],
    ["moving.webp", "image/webp", 64, 48, 0.6],
    ["film.mp4", "video/mp4", 64, 48, 0.6],
    ["table-first.mp4", "video/mp4", 64, 48, 0.6],
    ["turned.mov", "video/quicktime", 48, 64, 0.6],
    ["film.3gp", "video/3gpp", 64, 48, 0.6],
    ["film.mkv", "video/x-matroska", 64, 48, 0.669],
    ["film.webm", "video/webm", 64, 48, 0.608],
    ["live.webm", "video/webm", 64, 48, 0.4],
    ["voice.aac", "audio/aac", null, null, 0.704],
    ["voice.flac", "audio/flac", null, null, 0.6],
    ["voice.m4a", "audio/mp4", null, null, 0.6],
    ["voice.mp3", "audio/mpeg", null, null, 0.684],
    ["voice.ogg", "audio/ogg", null, null, 0.6],
    ["voice.opus", "audio/ogg", null, null, 0.6],
  ] as const)("%s", ([name, mediaType, width, height, seconds]) => {
    const facts = read(fixture(name), undefined, name);
    expect(facts).toMatchObject({ mediaType, width, height, seconds });
    expect(facts.warnings).toEqual(name === "live.webm" ? ["duration_estimated"] : []);
  });

  test.for(["photo.jpg", "photo.png", "photo.webp", "photo.tiff", "photo.heic"])(
    "claims of %s, with no place in them",
    (name) => {
      const facts = read(fixture(name));
      const claims = claimsOf(facts);
      expect(claims).toContain("exif device Maker Phone 1");
      expect(claims).toContain("exif author Sam");
      expect(claims).toContain("exif taken_at 2026-11-22T10:01:02+01:00");
      expect(claims).toContain("exif has_location");
      expect(claims.join()).toContain("software Camera 2");
      expect(JSON.stringify(facts)).not.toContain("51");
    },
  );

  test("claims of XMP and IPTC", () => {
    expect(claimsOf(read(fixture("edited.jpg"))).sort()).toEqual([
      "iptc author Kim",
      "iptc has_location",
      "iptc taken_at 2026-11-22T10:01:02+00:00",
      "xmp author Abi",
      "xmp software Editor 3",
      "xmp taken_at 2026-11-22T10:01:02Z",
      "xmp title A title",
    ]);
  });

  test("claims of films and voices", () => {
    expect(claimsOf(read(fixture("film.mp4")))).toEqual(
      expect.arrayContaining([
        "quicktime taken_at 2026-11-22T10:00:00Z",
        "quicktime title A film",
        "quicktime has_location",
      ]),
    );
    expect(claimsOf(read(fixture("film.3gp")))).toContain("quicktime title A film");
    expect(claimsOf(read(fixture("voice.mp3")))).toContain("id3 title A voice");
    expect(claimsOf(read(fixture("voice.ogg")))).toContain("vorbis author Sam");
  });

  test("AMR, WAV and BMP by their frames and heads", () => {
    const frame = join2(Uint8Array.of(0x3c), new Uint8Array(31));
    const amr = join2(latin("#!AMR\n"), ...Array.from({ length: 50 }, () => frame));
    expect(read(amr)).toMatchObject({ mediaType: "audio/amr", seconds: 1, warnings: [] });
    const wav = join2(
      latin("RIFF\x24\x1f\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x40\x1f\0\0\x01\0\x08\0"),
      latin("data\0\x1f\0\0"),
      new Uint8Array(0x1f00),
    );
    expect(read(wav)).toMatchObject({ mediaType: "audio/wav", seconds: 0.992, warnings: [] });
  });

  test.for(names)("%s: the size of the pieces does not matter", (name) => {
    const bytes = fixture(name);
    const whole = read(bytes);
    for (const step of [1, 7, 4096]) expect(read(bytes, step)).toEqual(whole);
  });
});

describe("what is odd about a file", () => {
  const png = fixture("photo.png");

  test.for(names)("%s cut anywhere is read without an error", (name) => {
    const bytes = fixture(name);
    for (let end = 0; end < bytes.length; end += Math.max(1, Math.floor(bytes.length / 97))) {
      const { mediaType, warnings } = read(bytes.subarray(0, end), 512);
      expect(mediaType).not.toBe("");
      expect(warnings).not.toContain("more_bytes_after_end");
    }
  });

  test.for(["photo.jpg", "photo.png", "photo.webp", "moving.gif", "film.mp4", "voice.m4a"])(
    "%s cut short says so",
    (name) => {
      const bytes = fixture(name);
      expect(read(bytes.subarray(0, bytes.length - 9)).warnings).toContain("cut_short");
    },
  );

  test.for([
    // what stands behind the picture, what it is taken for
    [latin("more"), ["more_bytes_after_end"]],
    [latin("%PDF-1.7 1 0 obj"), ["also_reads_as_pdf", "more_bytes_after_end"]],
    [latin("<html><script>alert(1)</script>"), ["also_reads_as_html", "more_bytes_after_end"]],
    [join2(latin("PK\x05\x06"), new Uint8Array(18)), ["also_reads_as_zip", "more_bytes_after_end"]],
  ] as const)("bytes behind a picture: %#", ([behind, warnings]) => {
    expect(read(join2(png, behind)).warnings).toEqual(warnings);
  });

  test("a zip is found behind any film, and its comment does not hide it", () => {
    const zip = join2(latin("PK\x05\x06"), new Uint8Array(16), latin("\x05\0hello"));
    const film = join2(fixture("film.mp4"), latin("\0\0\x40\x00free"), new Uint8Array(0x3ff8), zip);
    expect(read(film, 1000).warnings).toContain("also_reads_as_zip");
  });

  test.for([
    // bytes, what they claim
    [
      latin("\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x75\x30\0\0\x75\x30\x08\x02\0\0\0xxxx"),
      "too_many_pixels",
    ],
    [latin("\0\0\0\x14ftypisom\0\0\0\0isom\0\0\0\x01mdat\0\0\0\x10\0\0\0\0"), "impossible_length"],
    [latin("\0\0\0\x14ftypisom\0\0\0\0isom\xff\xff\xff\xffmoov"), "impossible_length"],
    [latin("RIFF\xff\xff\xff\x7fWAVEdata\xff\xff\xff\x7f"), "impossible_length"],
    [latin("\x89PNG\r\n\x1a\n\xff\xff\xff\xffIHDR"), "impossible_length"],
    [latin("\0\0\0\x14ftypisom\0\0\0\0isom\0\0\0\x03moov"), "malformed"],
  ] as const)("a claim that cannot be true: %#", ([bytes, warning]) => {
    expect(read(bytes).warnings).toContain(warning);
  });

  test.for([
    ["holiday.jpg", "photo.png", true],
    ["holiday.PNG", "photo.png", false],
    ["holiday", "photo.png", false],
    ["invoice.pdf", "photo.jpg", true],
    ["voice.mp3", "voice.opus", true],
    ["clip.mp4", "turned.mov", false],
  ] as const)("%s that is %s", ([name, file, isOdd]) => {
    const { warnings } = read(fixture(file), undefined, name);
    expect(warnings.includes("name_says_otherwise")).toBe(isOdd);
  });

  test("altered files of every format: no error, no hang, the same in any pieces", () => {
    const altered = fc.record({
      name: fc.constantFrom(...names),
      edits: fc.array(fc.tuple(fc.nat(30_000), fc.nat(255)), { minLength: 1, maxLength: 12 }),
      step: fc.integer({ min: 1, max: 5000 }),
    });
    fc.assert(
      fc.property(altered, ({ name, edits, step }) => {
        const bytes = fixture(name);
        for (const [at, value] of edits) bytes[at % Math.min(bytes.length, 2000)] = value;
        const facts = read(bytes, step);
        expect(read(bytes)).toEqual(facts);
        expect(facts.claims.length).toBeLessThanOrEqual(40);
        for (const { value } of facts.claims)
          expect(Array.from(value).length).toBeLessThanOrEqual(200);
      }),
      { numRuns: Number(process.env.FC_RUNS ?? 100) * 3 },
    );
  });

  test("a film of 300 MB is not kept", { timeout: 60_000 }, () => {
    const reader = createMediaReader();
    const mebibyte = new Uint8Array(2 ** 20);
    reader.push(latin("\0\0\0\x14ftypisom\0\0\0\0isom\x12\xc0\0\x08mdat"));
    const before = process.memoryUsage().arrayBuffers;
    for (let count = 0; count < 300; count += 1) reader.push(mebibyte);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8 * 2 ** 20);
    reader.push(fixture("film.mp4").subarray(0x20));
    expect(reader.end().warnings).not.toContain("impossible_length");
  });
});

describe("beside other readers", () => {
  const has = (tool: string) => spawnSync(tool, ["-ver"]).error === undefined;

  test.skipIf(!has("exiftool")).for(names)("%s: exiftool sees the same size and device", (name) => {
    const said = spawnSync("exiftool", ["-j", "-n", "-a", join(folder, name)], {
      encoding: "utf8",
    });
    const [one = {}] = JSON.parse(said.stdout || "[{}]") as Record<string, unknown>[];
    const facts = read(fixture(name));
    const size = [one.ImageWidth, one.ImageHeight];
    if (typeof size[0] === "number" && facts.width !== null) {
      expect([facts.width, facts.height].sort()).toEqual(size.sort());
    }
    const device = facts.claims.find(({ claim }) => claim === "device")?.value;
    if (one.Make !== undefined) {
      expect(device).toBe([one.Make, one.Model].map(String).join(" "));
    }
  });

  test.skipIf(!has("ffprobe")).for(names.filter((name) => /^(?:film|turned|voice)/.test(name)))(
    "%s: ffprobe sees the same duration",
    (name) => {
      const options = ["-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0"];
      const said = spawnSync("ffprobe", [...options, join(folder, name)], { encoding: "utf8" });
      // It counts the samples of Opus that are never played.
      expect(read(fixture(name)).seconds).toBeCloseTo(Number(said.stdout), 1);
    },
  );
});
