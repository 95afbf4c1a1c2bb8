/** Every step the schema `intake` ever took, oldest first. */
import type { Migration } from "../database.ts";
import { up as reports } from "./2026-11-22-intake.ts";

export const intakeMigrations: readonly Migration[] = [{ name: "2026-11-22-intake", up: reports }];
