// Screens as chat programs draw them, in our own HTML: what they say is known to the letter, so what
// a reading gets wrong can be counted. Numbers are from Ofcom's drama range, links are example.org.
import { readFileSync } from "node:fs";

/** Looks: colours of the page, of the bars, of both kinds of bubbles, and where a time stands. */
export const looks = {
  "whatsapp light": {
    page: "#efeae2",
    doodle: "#e3dbd0",
    bar: "#008069",
    onBar: "#fff",
    left: "#fff",
    right: "#d9fdd3",
    ink: "#111b21",
    faint: "#667781",
    chip: "#fff",
    chipInk: "#54656f",
    field: "#fff",
    button: "#00a884",
    link: "#027eb5",
    tail: true,
    time: "inline",
  },
  "whatsapp dark": {
    page: "#0b141a",
    doodle: "#142028",
    bar: "#1f2c34",
    onBar: "#e9edef",
    left: "#1f2c34",
    right: "#005c4b",
    ink: "#e9edef",
    faint: "#8696a0",
    chip: "#182229",
    chipInk: "#8696a0",
    field: "#1f2c34",
    button: "#00a884",
    link: "#53bdeb",
    tail: true,
    time: "inline",
  },
  signal: {
    page: "#fff",
    bar: "#fff",
    onBar: "#1b1b1b",
    left: "#e9e9e9",
    right: "#2c6bed",
    ink: "#1b1b1b",
    inkRight: "#fff",
    faint: "#5e5e5e",
    faintRight: "#dfe9fd",
    chip: "#f6f6f6",
    chipInk: "#5e5e5e",
    field: "#f0f0f0",
    button: "#2c6bed",
    link: "inherit",
    time: "below",
  },
  sms: {
    page: "#f8fafd",
    bar: "#f8fafd",
    onBar: "#1f1f1f",
    left: "#e2e6ee",
    right: "#0b57d0",
    ink: "#1f1f1f",
    inkRight: "#fff",
    faint: "#444746",
    chip: "#f8fafd",
    chipInk: "#444746",
    field: "#e2e6ee",
    button: "#0b57d0",
    link: "inherit",
    time: "none",
  },
  messenger: {
    page: "#000",
    bar: "#000",
    onBar: "#fff",
    left: "#303030",
    right: "#0a7cff",
    ink: "#fff",
    faint: "#b0b3b8",
    chip: "#000",
    chipInk: "#b0b3b8",
    field: "#303030",
    button: "#0a7cff",
    link: "inherit",
    time: "none",
  },
};

const practice = JSON.parse(
  readFileSync(new URL("../practice/conversations.json", import.meta.url), "utf8"),
);

// What must come out exactly, in the ways in which people write it.
const exact = [
  ["left", "Call me on +44 7700 900123 or 07700 900456 after 6"],
  ["right", "Is it https://example.org/invite?id=48213&ref=ab7Q or www.example.org/Xk3pQ9?"],
  ["left", "My new number is 07700900789, the old one (07700 900321) is gone"],
  ["right", "I get 404 at example.org/files/2024-01-17_report.pdf"],
  ["left", "Write to jo.bloggs@example.org, ref. HX-20481/7"],
  ["right", "You said 18:05 and then 19:30 at 12/03/2024"],
];

/** Every message of the practice case that is worth drawing, in screens of about `size`. */
export function makeScreens(size = 7) {
  const said = practice.conversations.flatMap(({ lines = [] }) =>
    lines.map((line) => /^(\S+) ([<>=]) (.*)$/s.exec(line)).filter((parts) => parts !== null),
  );
  const messages = said
    .filter(([, , mark, text]) => mark !== "=" && text.length > 3 && !/^[<[]/.test(text))
    .map(([, at, mark, text]) => ({
      side: mark === ">" ? "left" : "right",
      text: text.replace(/\s+/g, " ").trim(),
      time: at.slice(11, 16),
    }));
  const seen = new Set();
  const fresh = messages.filter(({ text }) => !seen.has(text) && seen.add(text));
  const screens = [];
  for (let at = 0; at < fresh.length; at += size) {
    const some = fresh.slice(at, at + size);
    const [side, text] = exact[screens.length % exact.length];
    some.splice(3, 0, { side, text, time: "18:05" });
    const smiling = some[1];
    some[1] = { ...smiling, text: `${smiling.text} ${screens.length % 2 === 0 ? "😀" : "❤️"}` };
    screens.push({
      name: screens.length % 2 === 0 ? "Charlie" : "+44 7700 900123",
      date: "17 January 2024",
      messages: some,
    });
  }
  return screens;
}

const escape = (text) => text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const links = (text) =>
  escape(text).replace(
    /(https?:\/\/\S+|www\.\S+|\+44 7700 900\d{3}|07700 ?900\d{3}|\S+@example\.org)/g,
    "<a>$1</a>",
  );

function doodles(colour) {
  const shapes = Array.from({ length: 24 }, (_, at) => {
    const [x, y] = [(at * 53) % 200, (at * 97) % 200];
    return at % 3 === 0
      ? `<circle cx="${x}" cy="${y}" r="9"/>`
      : at % 3 === 1
        ? `<path d="M${x} ${y}q9-14 18 0t18 0"/>`
        : `<rect x="${x}" y="${y}" width="14" height="11" rx="3"/>`;
  }).join("");
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200"><g fill="none" stroke="${colour}" stroke-width="1.6">${shapes}</g></svg>`;
  return `url("data:image/svg+xml,${encodeURIComponent(svg)}")`;
}

const ticks = `<svg viewBox="0 0 16 11" width="16" height="11"><path fill="none" stroke="#53bdeb" stroke-width="1.4" d="M1 6l3 3 6-8M6 8l1 1 6-8"/></svg>`;

// In colour as phones draw them: a system without such a font would draw outlines.
const emoji = {
  "😀": `<circle cx="10" cy="10" r="9.5" fill="#ffcc4d"/><path d="M4 11q6 11 12 0z" fill="#664500"/><circle cx="6.5" cy="7" r="1.5" fill="#664500"/><circle cx="13.5" cy="7" r="1.5" fill="#664500"/>`,
  "❤️": `<path d="M10 18L2 9.5a4.6 4.6 0 0 1 8-5 4.6 4.6 0 0 1 8 5z" fill="#dd2e44"/>`,
};
const withEmoji = (html) =>
  Object.entries(emoji).reduce(
    (all, [sign, drawn]) =>
      all.replaceAll(
        sign,
        `<svg viewBox="0 0 20 20" style="width:1.25em;height:1.25em;vertical-align:-.25em">${drawn}</svg>`,
      ),
    html,
  );

/** The page of one screen, 390 points wide. */
export function drawScreen({ name, date, messages }, look, font) {
  const drawn = messages.map(({ side, text, time }) => {
    const stamp = `<span class="time">${time}${side === "right" ? ` ${ticks}` : ""}</span>`;
    const shown = look.time === "none" ? "" : stamp;
    const room =
      look.time === "inline" ? `<span class="room ${side === "right" ? "wide" : ""}"></span>` : "";
    return `<div class="message ${side}"><span class="said">${withEmoji(links(text))}</span>${room}${shown}</div>`;
  });
  return `<!doctype html><meta charset="utf-8"><style>
*{box-sizing:border-box}body{margin:0;width:390px;font:15.5px/1.32 "${font}",sans-serif;color:${look.ink};background:${look.page}}
.status{display:flex;justify-content:space-between;padding:6px 16px;font-size:12px;background:${look.bar};color:${look.onBar}}
header{display:flex;align-items:center;gap:10px;padding:8px 12px;background:${look.bar};color:${look.onBar}}
header i{width:36px;height:36px;border-radius:50%;background:#9db4c0}header b{display:block;font-size:17px;font-weight:500}header small{font-size:12px;opacity:.8}header .icons{margin-left:auto;letter-spacing:14px}
main{position:relative;display:flex;flex-direction:column;gap:6px;padding:10px 12px 14px;background:${look.page} ${look.doodle ? doodles(look.doodle) : ""}}
.chip{align-self:center;padding:5px 12px;border-radius:8px;background:${look.chip};color:${look.chipInk};font-size:12.5px}
.message{position:relative;max-width:80%;padding:6px 9px 8px;border-radius:${look.tail ? 8 : 18}px;overflow-wrap:anywhere;${look.doodle ? "box-shadow:0 1px .5px rgba(11,20,26,.13)" : ""}}
.left{align-self:flex-start;background:${look.left}}.right{align-self:flex-end;background:${look.right};color:${look.inkRight ?? "inherit"}}
${look.tail ? `.left:before,.right:before{content:"";position:absolute;top:0;border:8px solid transparent}.left:before{left:-8px;border-top-color:${look.left}}.right:before{right:-8px;border-top-color:${look.right}}` : ""}
a{color:${look.link};text-decoration:underline}
.time{font-size:11px;color:${look.faint};${look.time === "inline" ? "position:absolute;right:8px;bottom:4px" : "display:block;text-align:right;margin-top:2px"}}
.right .time{color:${look.faintRight ?? look.faint}}
.room{display:inline-block;width:42px}.room.wide{width:62px}
footer{display:flex;gap:6px;padding:6px 8px 10px;background:${look.page}}footer div{flex:1;padding:10px 16px;border-radius:22px;background:${look.field};color:${look.faint};font-size:16px}footer i{width:42px;height:42px;border-radius:50%;background:${look.button}}
</style><div class="status"><span>18:09</span><span>84%</span></div>
<header><span>←</span><i></i><span><b>${escape(name)}</b><small>online</small></span><span class="icons">✆⋮</span></header>
<main><div class="chip">${date}</div>${drawn.join("")}</main><footer><div>Message</div><i></i></footer>`;
}
