import { describe, expect, test } from "vitest";

import { sha256Hex } from "../../src/parse-evidence.ts";
import { readEvidence } from "../../src/read-evidence.ts";

const encode = (text: string) => new TextEncoder().encode(text);
const head = `<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>
<!--File Created By SMS Backup & Restore v10.20.002 on 14/03/2024 18:30:00-->
<?xml-stylesheet type="text/xsl" href="sms.xsl"?>
`;
const sms = (type: number, body: string, more = "") =>
  `  <sms protocol="0" address="+447700900123" date="1710439500000" type="${type}" subject="null" ` +
  `body="${body}" toa="null" service_center="null" read="1" readable_date="14 Mar 2024 18:05:00" ` +
  `contact_name="Charlie" ${more}/>\n`;
const backup = (...records: string[]) =>
  encode(`${head}<smses count="${records.length}" backup_set="x">\n${records.join("")}</smses>\n`);

async function read(bytes: Uint8Array) {
  const result = await readEvidence(bytes);
  if (!result.ok) throw new Error(result.reason);
  return result.value;
}

async function reasonFor(bytes: Uint8Array): Promise<string> {
  const result = await readEvidence(bytes);
  return result.ok ? "read" : result.reason;
}

describe("SMS Backup & Restore", () => {
  test("tells who sent what, when, in which thread, and where it stands", async () => {
    const bytes = backup(sms(1, "hello &amp; welcome&#10;there"), sms(2, "who is this"));
    const { format, why, messages, assumptions, coverage } = await read(bytes);
    expect(format).toBe("sms-backup-xml");
    expect(why).toBe("root element smses with count 2, 2 records");
    expect(assumptions.timeZone).toBe("stated");
    const place = (text: string) => new TextDecoder().decode(bytes).indexOf(text);
    expect(messages).toEqual([
      {
        at: "2024-03-14T18:05:00Z",
        sender: "+447700900123",
        kind: "text",
        text: "hello & welcome\nthere",
        direction: "received",
        conversation: "Charlie (+447700900123)",
        source: { line: 2, lines: 1, offset: place("<sms ") },
      },
      expect.objectContaining({ sender: null, direction: "sent", text: "who is this" }),
    ]);
    expect(coverage).toEqual({
      unit: "record",
      lines: 4,
      parsed: 2,
      continued: 0,
      skipped: [
        { line: 1, reason: "about_file" },
        { line: 4, reason: "about_file" },
      ],
    });
  });

  test("joins the halves of an emoji, drops NUL, keeps a stray &", async () => {
    const { messages } = await read(backup(sms(1, "ok &#55357;&#56832;&#0; a & b &bogus; c")));
    expect(messages[0]?.text).toBe("ok 😀 a & b &bogus; c");
  });

  test("hashes the files of a multimedia message and leaves layout out", async () => {
    const picture = Uint8Array.from([0xff, 0xd8, 0xff, 1]);
    const data = btoa(String.fromCharCode(...picture));
    const mms =
      `<mms date="1710439500000" msg_box="1" address="+447700900123~+447700900124" contact_name="(Unknown)">` +
      `<parts><part seq="-1" ct="application/smil" text="&lt;smil/&gt;" /><part seq="0" ct="text/plain" text="look" />` +
      `<part seq="0" ct="image/jpeg" cl="IMG_1.jpg" name="null" data="${data}" /><part ct="image/png" cl="b.png" data="*" /></parts>` +
      `<addrs><addr address="+447700900124" type="137" charset="106" /><addr address="insert-address-token" type="151" /></addrs></mms>`;
    const { messages, attachments } = await read(backup(sms(1, "first"), mms));
    expect(messages[1]).toMatchObject({
      sender: "+447700900124",
      conversation: "+447700900123~+447700900124",
      kind: "media",
      text: "look",
      attachments: ["IMG_1.jpg", "b.png"],
    });
    expect(attachments).toEqual([
      { name: "IMG_1.jpg", bytes: 4, sha256: sha256Hex(picture), message: 1 },
    ]);
  });

  test("reads calls", async () => {
    const call = `<call number="+447700900123" duration="65" date="1710439500000" type="1" contact_name="Charlie" />`;
    const { messages } = await read(encode(`${head}<calls count="1">${call}</calls>`));
    expect(messages[0]).toMatchObject({ kind: "call", text: "65 s", direction: "received" });
  });

  test("loses a damaged record only, and says which", async () => {
    const broken = sms(1, "lost").replace('" toa', " toa");
    const { messages, coverage } = await read(
      backup(sms(1, "one"), broken, sms(3, "a draft"), sms(1, "two")),
    );
    expect(messages.map(({ text }) => text)).toEqual(["one", "two"]);
    expect(coverage.skipped.slice(1, 3)).toEqual([
      { line: 3, reason: "malformed" },
      { line: 4, reason: "unknown_kind" },
    ]);
  });

  test.for([
    [
      "entities that grow",
      `<?xml version="1.0"?><!DOCTYPE smses [<!ENTITY a "aa">]><smses><sms body="&a;"/></smses>`,
      "xml_unsafe",
    ],
    [
      "a document type elsewhere",
      `<!DOCTYPE smses SYSTEM "file:///x"><smses count="1"></smses>`,
      "xml_unsafe",
    ],
    ["a root and nothing else", `<?xml version="1.0"?><smses count="9">`, "xml_damaged"],
    ["other XML", `<?xml version="1.0"?><rss><item/></rss>`, "xml_unknown"],
    ["XML without a declaration", `<feed><a>1</a></feed>`, "xml_unknown"],
    ["a page", `<!DOCTYPE html><html><body>hi</body></html>`, "html_unknown"],
    ["a name in brackets", `<Charlie> hi\n<Sam> who is this\n`, "read"],
  ] as const)("refuses %s", async ([, text, reason]) => {
    expect(await reasonFor(encode(text))).toBe(reason);
  });

  test("does not go as deep as somebody wants", async () => {
    const deep = `<mms msg_box="1">${"<parts>".repeat(10_000)}${"</parts>".repeat(10_000)}</mms>`;
    const { coverage } = await read(backup(deep));
    expect(coverage.skipped[1]).toEqual({ line: 2, reason: "malformed" });
  });
});
