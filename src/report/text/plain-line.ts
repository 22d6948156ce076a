import { visibleLine } from '../../core/render/visible.ts';

/** A text on one line of a report, without blanks at its ends: it can never redraw the screen. */
export const plainLine = (text: string): string => visibleLine(text).trim();
