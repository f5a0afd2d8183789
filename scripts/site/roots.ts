/** The data of the comment at whose place Framework shows a cell: its id between colons. */
export const rootPattern = /^:([0-9a-f]{8}(?:-\d+)?):$/;
