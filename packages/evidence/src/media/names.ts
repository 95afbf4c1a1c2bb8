/** Whether a file's name promises what its bytes are. Names that promise nothing known agree. */

const promises: readonly (readonly [extensions: string, types: RegExp])[] = [
  ["jpg jpeg jpe jfif", /^image\/jpeg$/],
  ["png", /^image\/png$/],
  ["gif", /^image\/gif$/],
  ["webp", /^image\/webp$/],
  ["heic heif", /^image\/heic$/],
  ["avif", /^image\/avif$/],
  ["bmp", /^image\/bmp$/],
  ["tif tiff", /^image\/tiff$/],
  ["mp4 m4v", /^(?:video|audio)\/(?:mp4|quicktime|3gpp)$/],
  ["mov", /^video\/(?:quicktime|mp4)$/],
  ["3gp 3gpp", /^(?:video\/(?:3gpp|mp4)|audio\/(?:amr|mp4))$/],
  ["m4a", /^(?:audio|video)\/(?:mp4|3gpp|quicktime)$/],
  ["webm mkv", /^video\/(?:webm|x-matroska)$/],
  ["ogg oga opus", /^(?:audio|video)\/ogg$/],
  ["wav", /^audio\/wav$/],
  ["flac", /^audio\/flac$/],
  ["mp3", /^audio\/mpeg$/],
  ["amr", /^audio\/amr$/],
  ["aac", /^audio\/(?:aac|mp4)$/],
  ["pdf", /^application\/pdf$/],
  ["zip", /^application\/zip$/],
  ["docx xlsx pptx", /^application\/vnd\.openxmlformats/],
  ["odt ods odp", /^application\/vnd\.oasis/],
  ["doc xls ppt msg", /^application\/(?:x-ole-storage|rtf)$/],
  ["rtf", /^application\/rtf$/],
  ["svg", /^image\/svg\+xml$/],
  ["txt csv json log vcf", /^(?:text\/plain|application\/(?:json|octet-stream))$/],
];

const byExtension = new Map(
  promises.flatMap(([extensions, types]) =>
    extensions.split(" ").map((one) => [one, types] as const),
  ),
);

/** Whether a name and a media type can belong to one file. */
export function nameAgrees(name: string, mediaType: string): boolean {
  const extension = /\.([A-Za-z0-9]{1,5})\s*$/.exec(name)?.[1]?.toLowerCase() ?? "";
  return byExtension.get(extension)?.test(mediaType) ?? true;
}
