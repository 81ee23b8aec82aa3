/** Where a page of a listing has its items, and how many there are on all pages. */
export interface PageShape {
  readonly items: string;
  readonly total: string;
}

/** Nearly all listings are written so. */
export const usualPage: PageShape = { items: 'Items', total: 'TotalResults' };
