import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";

import { factsFromSender, linkReports } from "@honeyguide/analysis";
import { isPhoneNumber } from "@honeyguide/domain";
import { parsePhoneNumber } from "@honeyguide/domain/phone-number";
import { readEvidence, sniffMediaType } from "@honeyguide/evidence";
import { describe, expect, test } from "vitest";

import { readConversations, readQuotations } from "../src/practice/case.ts";
import { filesOf } from "../src/practice/files.ts";
import { renderChat, renderPicture } from "../src/practice/render.ts";

const folder = new URL("../../../practice/", import.meta.url);
const quotations = readQuotations();
const conversations = readConversations();
const decoys = conversations.filter(({ key }) => key.startsWith("D"));

describe("the practice case", () => {
  test("holds each public quotation once, verbatim, from the sender, in its own thread", () => {
    const named = conversations.flatMap(({ quotes }) => quotes);
    expect([...named].sort()).toEqual(quotations.map(({ id }) => id).sort());
    for (const { id, thread, text } of quotations) {
      const home = conversations.find(({ quotes }) => quotes.includes(id));
      expect(home?.key, id).toBe(thread);
      const theirs = home?.lines.filter(({ mark }) => mark === ">").map((line) => line.text);
      expect(
        theirs?.some((line) => line.includes(text)),
        id,
      ).toBe(true);
    }
  });

  test("has enough decoys, and says what each is", () => {
    expect(decoys.length).toBeGreaterThanOrEqual(24);
    expect(decoys.every(({ kind, quotes }) => kind !== undefined && quotes.length === 0)).toBe(
      true,
    );
  });

  test("has no number outside the range for drama, and no address but .example", () => {
    for (const name of readdirSync(folder).filter((one) => !one.endsWith(".png"))) {
      const text = readFileSync(new URL(name, folder), "utf8");
      const numbers = text.match(/(?:\+44|\b0)[\d ]{9,14}\d/g) ?? [];
      for (const number of numbers) {
        const read = parsePhoneNumber(number, "44");
        expect(read.ok && isPhoneNumber(read.value) && read.value, `${name}: ${number}`).toMatch(
          /^\+447700900\d{3}$/,
        );
      }
      const hosts = text.match(/(?<=:\/\/|@)[\w.-]+\w/g) ?? [];
      for (const host of hosts) expect(host, name).toMatch(/\.example$/);
    }
  });

  test("prints no living person's name but inside a quotation", () => {
    let text = readFileSync(new URL("conversations.json", folder), "utf8");
    for (const quotation of quotations) text = text.replaceAll(quotation.text, "");
    for (const name of ["Nandy", "Wragg", "Starmer", "Sunak"]) expect(text).not.toContain(name);
  });

  test("is read whole, each line accounted for", async () => {
    const formats: Readonly<Record<string, string>> = {
      android: "whatsapp-android",
      ios: "whatsapp-ios",
      paste: "plain",
      sms_backup: "sms-backup-xml",
      mail: "eml",
    };
    for (const one of conversations.filter(({ shape }) => shape !== "screenshot")) {
      const parsed = await readEvidence(new TextEncoder().encode(renderChat(one)));
      expect(parsed.ok && parsed.value.format, one.key).toBe(formats[one.shape]);
      if (!parsed.ok) continue;
      const { coverage, messages } = parsed.value;
      const unread = coverage.skipped.filter(
        ({ reason }) => reason !== "blank" && reason !== "about_file",
      );
      expect(unread, one.key).toEqual([]);
      const texts = messages.map(({ text }) => text).join("\n");
      for (const { text } of one.lines.filter(({ mark }) => mark === ">")) {
        if (!text.startsWith("\u200e")) expect(texts, one.key).toContain(text);
      }
      if (one.shape !== "android" && one.shape !== "ios") continue;
      expect(
        messages.map(({ at }) => at),
        one.key,
      ).toEqual(one.lines.map(({ at }) => (one.shape === "android" ? at.slice(0, 16) : at)));
    }
  });

  test("has one report each of what is no chat export", () => {
    const keys = (shape: string) =>
      conversations.filter((one) => one.shape === shape).map(({ key }) => key);
    expect(keys("sms_backup")).toEqual(["D20"]);
    expect(keys("mail")).toEqual(["D19"]);
    expect(keys("screenshot")).toEqual(["D23"]);
    const remembered = conversations.filter(({ encounters }) => encounters !== undefined);
    expect(remembered.map(({ key }) => key)).toEqual(["A1"]);
    expect(remembered[0]?.encounters?.map(({ when }) => when)).toContain("2023-01~");
  });

  test("shows in the screenshot what its report says, and nothing else", () => {
    const drawn = readFileSync(new URL("screenshot.html", folder), "utf8").replace(/\s+/g, " ");
    const one = conversations.find(({ shape }) => shape === "screenshot");
    for (const { text } of one?.lines ?? []) expect(drawn).toContain(text);
    const [file] = one === undefined ? [] : filesOf(one);
    const png = readFileSync(new URL("screenshot.png", folder));
    expect(file?.evidence).toMatchObject({
      kind: "picture",
      mediaType: "image/png",
      bytes: png.length,
      sha256: createHash("sha256").update(png).digest("hex"),
    });
  });

  test("gives a picture of nobody that is a picture", () => {
    expect(sniffMediaType(renderPicture())).toBe("image/png");
    const withPicture = conversations.filter(({ picture }) => picture);
    expect(withPicture.map(({ unopened }) => unopened)).toEqual([true]);
    for (const one of withPicture) expect(filesOf(one)).toHaveLength(2);
  });

  test("links to one campaign: the four threads of the Charlie number, and no decoy", () => {
    const reports = conversations.map(({ key, sender, lines }) => {
      const facts = [sender.number, sender.name, sender.handle].map((one) =>
        factsFromSender(one, "44"),
      );
      return {
        id: key,
        messages: lines
          .filter(({ mark }) => mark === ">")
          .map(({ at, text }, index) => ({ id: `${key}-${index}`, at, text })),
        identifiers: facts.flatMap(({ identifiers }) => identifiers),
        names: facts.flatMap(({ names }) => names),
      };
    });
    const { campaigns } = linkReports(reports);
    expect(campaigns.map(({ ids }) => [...ids].sort())).toEqual([["T10", "T6", "T8", "T9"]]);
  });
});
