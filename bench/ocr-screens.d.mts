/** Colours and places of one program's screens. */
type Look = Readonly<Record<string, string | boolean>>;

/** What one screen says. */
interface Screen {
  readonly name: string;
  readonly date: string;
  readonly messages: readonly {
    readonly side: "left" | "right";
    readonly text: string;
    readonly time: string;
  }[];
}

export const looks: Readonly<Record<"whatsapp light" | "whatsapp dark", Look>>;
export function makeScreens(size?: number): readonly Screen[];
export function drawScreen(screen: Screen, look: Look, font: string): string;
