import { describe, expect, test } from "vitest";

import { sha256Hex } from "../../src/parse-evidence.ts";
import { readEvidence } from "../../src/read-evidence.ts";
import { htmlText } from "../../src/sources/html-text.ts";

const encode = (text: string) => new TextEncoder().encode(text.replaceAll("\n", "\r\n"));

async function read(bytes: Uint8Array) {
  const result = await readEvidence(bytes);
  if (!result.ok) throw new Error(result.reason);
  return result.value;
}

const simple = `Return-Path: <charlie@example.org>
Received: from mx.example.org ([192.0.2.1])
 by in.example.com; Thu, 14 Mar 2024 18:05:40 +0000
From: =?utf-8?q?Charlie_P=C3=A9rez?= <charlie@example.org>
To: Sam <sam@example.com>
Date: Thu, 14 Mar 2024 19:05:33 +0100
Subject: A quick question
Message-ID: <1@example.org>

Hello Sam,
are you there?
`;

const multipart = `From: charlie@example.org
To: sam@example.com
Subject: Papers
Date: Thu, 14 Mar 2024 18:05 GMT
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="b1"

--b1
Content-Type: multipart/alternative; boundary="b2"

--b2
Content-Type: text/plain; charset=utf-8

Please read.
--b2
Content-Type: text/html; charset=utf-8

<html><head><style>p{}</style></head><body><p>Please <a href="https://example.net/x?a=1&amp;b=2">read</a>.</p></body></html>
--b2--
--b1
Content-Type: application/pdf; name="paper.pdf"
Content-Disposition: attachment; filename="paper.pdf"
Content-Transfer-Encoding: base64

JVBERi0=
--b1
Content-Type: message/rfc822

From: Abi <abi@example.org>
Date: Wed, 13 Mar 2024 08:00:00 -0500
Subject: Inner
Received: by x

the mail inside
--b1--
`;

describe("a mail", () => {
  test("has a head and a body, with the zone that it names", async () => {
    const bytes = encode(simple);
    const { format, messages, coverage, assumptions } = await read(bytes);
    expect(format).toBe("eml");
    expect(assumptions.timeZone).toBe("stated");
    expect(messages).toHaveLength(2);
    expect(messages[0]?.kind).toBe("system");
    expect(messages[0]?.text).toContain(
      "Received: from mx.example.org ([192.0.2.1]) by in.example.com",
    );
    expect(messages[1]).toEqual({
      at: "2024-03-14T19:05:33+01:00",
      sender: "Charlie Pérez <charlie@example.org>",
      kind: "text",
      text: "Hello Sam,\nare you there?",
      conversation: "A quick question",
      source: { line: 2, lines: 1, offset: new TextDecoder().decode(bytes).indexOf("Hello") },
    });
    expect(coverage).toMatchObject({ lines: 2, parsed: 2, skipped: [] });
  });

  test("gives links that only its HTML has, the print of a file, and the mail inside it", async () => {
    const { messages, attachments, coverage } = await read(encode(multipart));
    expect(messages.map(({ text }) => text)).toEqual([
      expect.stringContaining("Subject: Papers"),
      "Please read.\n<https://example.net/x?a=1&b=2>",
      expect.stringContaining("Subject: Inner"),
      "the mail inside",
    ]);
    expect(messages[1]?.attachments).toEqual(["paper.pdf"]);
    expect(messages[3]).toMatchObject({
      at: "2024-03-13T08:00:00-05:00",
      sender: "Abi <abi@example.org>",
      conversation: "Inner",
    });
    expect(attachments).toEqual([
      {
        name: "paper.pdf",
        bytes: 5,
        sha256: sha256Hex(new TextEncoder().encode("%PDF-")),
        message: 1,
      },
    ]);
    expect(coverage).toMatchObject({ lines: 5, parsed: 4, continued: 1 });
  });

  test("in a box is one of several, and its own From lines come back", async () => {
    const box = encode(
      `From charlie@example.org Thu Mar 14 18:05:40 2024\n${simple}>From here on\n\n` +
        `From - Fri Mar 15 09:00:00 +0000 2024\n${multipart}\n`,
    );
    const { format, why, messages } = await read(box);
    expect(format).toBe("mbox");
    expect(why).toMatch(/^2 mails/);
    expect(messages).toHaveLength(6);
    expect(messages[1]?.text).toBe("Hello Sam,\nare you there?\nFrom here on");
  });

  test("of nested boundaries without end is refused", async () => {
    const deep = Array.from(
      { length: 200 },
      (_, index) => `Content-Type: multipart/mixed; boundary="b${index}"\n\n--b${index}\n`,
    ).join("");
    const result = await readEvidence(
      encode(`From: a@example.org\nDate: x\nSubject: y\n${deep}\nend`),
    );
    expect(result.ok ? "read" : result.reason).toBe("mail_damaged");
  });

  test("is not what people type", async () => {
    const { format } = await read(encode("From: Charlie\nTo: Sam\n\nhello\n"));
    expect(format).toBe("plain");
  });
});

describe("the words of HTML", () => {
  test.for([
    // html, text
    ["<p>a</p><p>b &lt; c</p>", "a\n\nb < c"],
    ["1 < 2", "1 < 2"],
    ["<script>alert(1)</script>hi<!-- x -->!", "hi!"],
    ["<a href='https://example.org/'>here</a> ok", "here <https://example.org/> ok"],
    ["a<br>b<br/>c", "a\nb\nc"],
    ["&#128512;&#xD800;&nope;", "😀\ufffd&nope;"],
    ["<table><tr><td>1</td><td>2</td></tr></table>", "1 2"],
    ["<style>never closed", ""],
  ] as const)("%s", ([html, text]) => {
    expect(htmlText(html).text).toBe(text);
  });

  test("take time in proportion to their length", () => {
    const time = (length: number) => {
      const html = "<a href='x' <!-- <script </scrip &#1; <".repeat(length);
      const start = performance.now();
      htmlText(html);
      return performance.now() - start;
    };
    time(1000);
    expect(time(16_000)).toBeLessThan(64 * Math.max(time(1000), 2));
  });
});
