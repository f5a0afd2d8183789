/**
 * Characters that show nothing, or that change how others are shown: controls, formats, spaces but the usual one,
 * fillers, and what no font has. One that is repeated makes one match.
 */
export const unseen = /((?![ \t\n])[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800])\1*/u;
