// Draws the screenshots that `apps/desk/test/screenshots.test.ts` reads, and writes down what they say.
//
//   node bench/ocr-fixtures.mjs
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { chromium } from "@playwright/test";

import { drawScreen, looks } from "./ocr-screens.mjs";

const date = "26 January 2024";
const fixtures = [
  {
    look: "whatsapp light",
    font: "DejaVu Sans",
    scale: 2,
    screen: {
      name: "Charlie",
      date,
      messages: [
        ["left", "18:02", "Lovely to meet you at the summer party 😀 I lost your number"],
        ["right", "18:05", "Remind me, who are you?"],
        ["left", "18:06", "Call me on +44 7700 900123 or 07700 900456 after 6"],
        ["left", "18:11", "We spoke about part-time work and https://example.org/invite?id=48213"],
      ],
    },
  },
  {
    look: "whatsapp dark",
    font: "Liberation Sans",
    scale: 3,
    screen: {
      name: "+44 7700 900123",
      date,
      messages: [
        ["left", "09:41", "I am still up. Are you alone tonight?"],
        ["right", "11:21", "Why do you ask?"],
        ["left", "21:14", "My new number is 07700900789, the old one is gone"],
        ["right", "22:33", "It says 404 at example.org/files/2024-01-17_report.pdf"],
      ],
    },
  },
  {
    look: "whatsapp light",
    font: "DejaVu Serif",
    scale: 2,
    screen: {
      name: "Frankie",
      date,
      messages: [
        ["left", "07:58", "Write to jo.bloggs@example.org, ref. HX-20481/7"],
        ["right", "08:13", "Thank you. I will send it on Thursday, with all three letters ❤️"],
        ["left", "10:30", "Is it www.example.org/Xk3pQ9 that you could not open?"],
      ],
    },
  },
  {
    look: "signal",
    font: "DejaVu Sans",
    scale: 2,
    screen: {
      name: "Robin",
      date,
      messages: [
        [
          "left",
          "15:12",
          "Nobody has to know. Send one more picture, or your friends get the first",
        ],
        ["right", "15:40", "Please stop"],
        ["left", "15:41", "Pay by six. Ask 07700 900321 how it ends"],
      ],
    },
  },
];

const folder = fileURLToPath(new URL("../apps/desk/test/screenshots/", import.meta.url));
mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({
  ...(process.env.CHROMIUM ? { executablePath: process.env.CHROMIUM } : {}),
  args: ["--no-sandbox"],
});
try {
  for (const { look, font, scale, screen } of fixtures) {
    const messages = screen.messages.map(([side, time, text]) => ({ side, time, text }));
    const page = await browser.newPage({
      viewport: { width: 390, height: 300 },
      deviceScaleFactor: scale,
    });
    await page.setContent(drawScreen({ ...screen, messages }, looks[look], font));
    const name = `${look} ${font}`.toLowerCase().replaceAll(" ", "-");
    writeFileSync(`${folder}${name}.png`, await page.screenshot({ fullPage: true }));
    const truth = [{ side: "middle", time: null, text: date }, ...messages];
    const said = { header: screen.name, messages: truth };
    writeFileSync(`${folder}${name}.json`, `${JSON.stringify(said, undefined, 2)}\n`);
    await page.close();
  }
} finally {
  await browser.close();
}
