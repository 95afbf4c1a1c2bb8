/**
 * The 2,048 words of a receipt code. Their first four letters differ, so four letters are enough.
 *
 * The list is BIP-39's English one, with the words changed that nobody should have to keep in a
 * pocket after a bad week. A change to this list is a protocol version: codes would change meaning.
 */
import { wordlist } from "@scure/bip39/wordlists/english.js";

const replaced = new Map(
  (
    "abandon:acorn abuse:anvil accuse:barley addict:beetle alcohol:birch anger:bramble " +
    "angry:buckle anxiety:cedar arrest:cello assault:clover attack:cobalt betray:copse " +
    "bomb:daisy boy:fennel crime:fiddle cruel:finch danger:flute despair:foxglove " +
    "destroy:hazel evil:heather exile:iris expose:jasmine fatal:kettle fault:lantern " +
    "force:larch ghost:lark girl:lichen guilt:lilac gun:linen harsh:lupin hidden:magpie " +
    "hurt:mallow husband:mosaic illegal:moss injury:muslin insane:nettle jealous:nutmeg " +
    "judge:oboe kiss:osprey knife:otter lawsuit:oxbow liar:parsley lonely:pebble mask:petal " +
    "misery:plum naive:poplar orphan:poppy panic:puffin pistol:quill police:mint " +
    "poverty:reed prison:robin punch:saffron risk:sage scare:spruce secret:sundial " +
    "shock:tangerine shoot:teapot sick:thimble spy:thrush suffer:thyme suspect:tulip " +
    "tragic:umber trap:wicker trouble:wren ugly:yarrow unfair:yarn victim:zinnia"
  )
    .split(" ")
    .map((pair) => pair.split(":") as [string, string]),
);

/** In order: the word's place is its eleven bits. */
export const codeWords: readonly string[] = wordlist.map((word) => replaced.get(word) ?? word);

/** Enough letters to tell any two words of the list apart. */
export const lettersThatTell = 4;
