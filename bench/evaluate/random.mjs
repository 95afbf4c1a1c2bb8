// Dice that fall the same way on every machine: a seed is a text, each purpose has dice of its own,
// so that a new kind of change does not move the others.

/** sfc32 (Chris Doty-Humphrey, PractRand), seeded with a hash of the text. */
export function makeRandom(seed) {
  let [a, b, c, counter] = [hash(seed, 1), hash(seed, 2), hash(seed, 3), 1];
  const next = () => {
    const sum = (a + b + counter) >>> 0;
    counter = (counter + 1) >>> 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) >>> 0;
    c = (((c << 21) | (c >>> 11)) + sum) >>> 0;
    return sum;
  };
  for (let round = 0; round < 16; round += 1) next();
  const below = (count) => Math.floor((next() / 2 ** 32) * count);
  return {
    below,
    chance: (share) => next() / 2 ** 32 < share,
    pick: (list) => list[below(list.length)],
    shuffle(list) {
      const mixed = [...list];
      for (let at = mixed.length - 1; at > 0; at -= 1) {
        const other = below(at + 1);
        [mixed[at], mixed[other]] = [mixed[other], mixed[at]];
      }
      return mixed;
    },
  };
}

/** FNV-1a with the finaliser of MurmurHash3. */
export function hash(text, salt = 0) {
  let value = 0x811c_9dc5 ^ Math.imul(salt, 0x9e37_79b9);
  for (let at = 0; at < text.length; at += 1) {
    value = Math.imul(value ^ text.charCodeAt(at), 0x0100_0193);
  }
  value = Math.imul(value ^ (value >>> 16), 0x85eb_ca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2_ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
