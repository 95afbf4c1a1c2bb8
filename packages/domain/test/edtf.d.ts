declare module "edtf" {
  /** Milliseconds since 1970 of the first and the last moment, in UTC. */
  export default function edtf(text: string): { readonly min: number; readonly max: number };
}
