/** Whether there is room for list and detail side by side. */
import { MediaQuery } from "svelte/reactivity";

/** Follows the window: `current` is true from 1,100 px on. */
export function wideScreen(): MediaQuery {
  return new MediaQuery("min-width: 1100px");
}
