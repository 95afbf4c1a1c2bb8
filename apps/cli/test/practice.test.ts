import { readdirSync, readFileSync } from "node:fs";

import { factsFromSender, linkReports } from "@honeyguide/analysis";
import { isPhoneNumber } from "@honeyguide/domain";
import { parsePhoneNumber } from "@honeyguide/domain/phone-number";
import { parseEvidence, sniffMediaType } from "@honeyguide/evidence";
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
    for (const name of readdirSync(folder)) {
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

  test("is read whole, each line accounted for", () => {
    for (const one of conversations) {
      const parsed = parseEvidence(new TextEncoder().encode(renderChat(one)));
      const skipped = parsed.ok ? parsed.value.coverage.skipped : [{ reason: "all of it" }];
      expect(
        skipped.filter(({ reason }) => reason !== "blank"),
        one.key,
      ).toEqual([]);
      if (!parsed.ok || one.shape === "paste") continue;
      expect(parsed.value.format, one.key).toBe(`whatsapp-${one.shape}`);
      expect(
        parsed.value.messages.map(({ at }) => at),
        one.key,
      ).toEqual(one.lines.map(({ at }) => (one.shape === "android" ? at.slice(0, 16) : at)));
    }
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
