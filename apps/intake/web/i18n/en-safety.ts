/** Staying safe, and what we can't promise. */
export const safety = {
  "safety.title": "Staying safe, and what we can’t promise",
  "safety.not": "What we can’t promise",
  "safety.not.1": "The network you use can see that this address was opened.",
  "safety.not.2":
    "A court can order us to hand over what we are able to read. Sealed and taken-back reports we are not able to read.",
  "safety.not.3": "Pictures already sent may still be shared.",
  "safety.not.4": "We may not find the sender.",
  "safety.see": "Who can see what",
  "safety.see.phone": "This phone keeps the address of this page in its history, and nothing else.",
  "safety.see.network":
    "Your network can see the address and how much was sent. It cannot see what you write.",
  "safety.see.employer":
    "An employer who manages this phone can see more, even the screen. Use your own phone if you can.",
  "safety.see.site":
    "The people who run this website hold sealed reports they cannot open. Whoever controls it could serve a changed page.",
  "safety.do": "What you can do",
  "safety.do.private":
    "Open this page in a private window. It forgets the address when you close it.",
  "safety.do.data": "Use your own mobile data, not the office Wi-Fi.",
  "safety.do.tor":
    "Tor Browser hides this address from your network. Its level “Safest” turns scripts off; then use another way to reach us.",
  "safety.do.history":
    "To clear history: open your browser’s history, find “Message help”, and delete it.",
  "safety.do.code":
    "A screenshot of your code is a picture on your phone. Anyone who finds it can open your report.",
} as const;
