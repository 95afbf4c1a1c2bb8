/** Typed arrays that grow. */

type Growing = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float32Array | Float64Array;

/** The array itself if it has room for so many, else a copy with half as much again. */
export function grow<Kind extends Growing>(array: Kind, room: number): Kind {
  if (room <= array.length) return array;
  const Made = array.constructor as new (length: number) => Kind;
  const made = new Made(Math.max(room, Math.ceil(array.length * 1.5)));
  made.set(array);
  return made;
}
