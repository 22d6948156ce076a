/** Draws the timeline on a canvas. Only lanes and marks in sight are touched. */

import { visible } from '../../core/render/visible.ts';
import { labelParts } from '../label-parts.ts';
import { zoneOr } from '../local-time.ts';
import { fitted } from './fitted.ts';
import { clockChangesIn, nightsIn } from './nights.ts';
import { ticksIn } from './ticks.ts';
import { firstFrom, type Lane, type MarkKind, markKinds, type Span } from './timeline-model.ts';

export const RULER_PX = 30;
export const LANE_PX = 44;
/** Names in a narrower column give only the place of a zone. */
const NARROW_PX = 150;
const NAME_MAX = 100;
/** Less of an id says nothing. */
const ID_MIN_PX = 24;
/** On either side of a name. */
const MARGIN_PX = 12;

export interface Colours {
  readonly ink: string;
  readonly muted: string;
  readonly line: string;
  readonly surface: string;
  readonly night: string;
  readonly accent: string;
  readonly bad: string;
  readonly warn: string;
}

export interface Picture {
  readonly lanes: readonly Lane[];
  readonly span: Span;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly namesPx: number;
  readonly scrollPx: number;
  readonly nowAt: number;
  readonly zone: string;
  readonly chosenSeq: number | undefined;
  readonly colours: Colours;
}

/** Where a moment stands, in pixels from the left. */
const xOf = ({ span, widthPx, namesPx }: Picture, at: number): number =>
  namesPx + ((at - span.from) / (span.to - span.from)) * (widthPx - namesPx);

export function draw(context: CanvasRenderingContext2D, picture: Picture): void {
  const { widthPx, heightPx, namesPx, scrollPx, lanes, colours } = picture;
  context.fillStyle = colours.surface;
  context.fillRect(0, 0, widthPx, heightPx);
  const first = Math.max(0, Math.floor(scrollPx / LANE_PX));
  const last = Math.min(lanes.length, Math.ceil((scrollPx + heightPx) / LANE_PX));
  for (let index = first; index < last; index += 1) {
    drawLane(context, picture, lanes[index]!, RULER_PX + index * LANE_PX - scrollPx);
  }
  drawNow(context, picture);
  drawRuler(context, picture);
  context.fillStyle = colours.line;
  context.fillRect(namesPx - 1, 0, 1, heightPx);
}

function drawLane(context: CanvasRenderingContext2D, picture: Picture, lane: Lane, top: number): void {
  const { widthPx, namesPx, colours, span } = picture;
  const zone = zoneOr(lane.zone);
  context.fillStyle = colours.night;
  for (const night of nightsIn(zone, span)) {
    const left = Math.max(namesPx, xOf(picture, night.from));
    const right = Math.min(widthPx, xOf(picture, night.to));
    if (right - left > 0.5) context.fillRect(left, top, right - left, LANE_PX - 1);
  }
  drawChanges(context, picture, lane, top);
  drawMarks(context, picture, lane, top + LANE_PX / 2);
  context.fillStyle = colours.line;
  context.fillRect(0, top + LANE_PX - 1, widthPx, 1);
  drawName(context, picture, lane, top);
}

function drawChanges(context: CanvasRenderingContext2D, picture: Picture, lane: Lane, top: number): void {
  const { colours, span } = picture;
  for (const { at, hours } of clockChangesIn(zoneOr(lane.zone), span)) {
    const x = xOf(picture, at);
    context.strokeStyle = colours.warn;
    context.setLineDash([3, 3]);
    context.beginPath();
    context.moveTo(x, top);
    context.lineTo(x, top + LANE_PX - 1);
    context.stroke();
    context.setLineDash([]);
    context.fillStyle = colours.warn;
    context.font = font(10);
    context.fillText(`${hours > 0 ? '+' : '−'}${Math.abs(hours)} h`, x + 3, top + 10);
  }
}

function drawMarks(context: CanvasRenderingContext2D, picture: Picture, lane: Lane, middle: number): void {
  const { span, chosenSeq } = picture;
  const reach = (span.to - span.from) / 50;
  let lastX = Number.NEGATIVE_INFINITY;
  let lastKind = -1;
  for (let index = firstFrom(lane.times, span.from - reach); index < lane.times.length; index += 1) {
    const at = lane.times[index]!;
    if (at > span.to) break;
    const x = xOf(picture, at);
    const kind = lane.kinds[index]!;
    const isChosen = chosenSeq !== undefined && lane.sources[index]!.seq === chosenSeq;
    if (kind === lastKind && x - lastX < 1 && !isChosen) continue;
    lastX = x;
    lastKind = kind;
    const until = lane.untils[index]!;
    drawMark(context, picture, markKinds[kind]!, x, until > at ? xOf(picture, until) : x, middle, isChosen);
  }
}

function drawMark(
  context: CanvasRenderingContext2D,
  { colours }: Picture,
  kind: MarkKind,
  x: number,
  untilX: number,
  middle: number,
  isChosen: boolean,
): void {
  if (untilX > x) {
    context.fillStyle = colours.warn;
    context.fillRect(x, middle - 1, untilX - x, 2);
  }
  context.lineWidth = 2;
  context.beginPath();
  switch (kind) {
    case 'sent':
      context.arc(x, middle, 5, 0, 7);
      context.fillStyle = colours.accent;
      context.fill();
      break;
    case 'inbound':
      context.moveTo(x, middle - 6);
      context.lineTo(x + 6, middle + 5);
      context.lineTo(x - 6, middle + 5);
      context.fillStyle = colours.ink;
      context.fill();
      break;
    case 'attempt':
    case 'held':
      context.rect(x - 4, middle - 4, 8, 8);
      context.fillStyle = colours.warn;
      context.fill();
      break;
    case 'error':
      context.moveTo(x - 5, middle - 5);
      context.lineTo(x + 5, middle + 5);
      context.moveTo(x + 5, middle - 5);
      context.lineTo(x - 5, middle + 5);
      context.strokeStyle = colours.bad;
      context.stroke();
      break;
    case 'upcoming':
      context.arc(x, middle, 4.5, 0, 7);
      context.strokeStyle = colours.accent;
      context.lineWidth = 1.5;
      context.stroke();
      break;
  }
  context.lineWidth = 1;
  if (!isChosen) return;
  context.beginPath();
  context.arc(x, middle, 10, 0, 7);
  context.strokeStyle = colours.ink;
  context.stroke();
}

function drawName(context: CanvasRenderingContext2D, picture: Picture, lane: Lane, top: number): void {
  const { namesPx, colours } = picture;
  context.fillStyle = colours.surface;
  context.fillRect(0, top, namesPx, LANE_PX - 1);
  context.save();
  context.beginPath();
  context.rect(0, top, namesPx - 1, LANE_PX);
  context.clip();
  context.fillStyle = colours.ink;
  context.font = font(13, 600);
  drawLabel(context, lane.name, top + 18, namesPx);
  context.fillStyle = colours.muted;
  context.font = font(11);
  drawWords(context, namesPx < NARROW_PX ? placeOf(lane.zone) : lane.zone, {
    x: MARGIN_PX,
    y: top + 34,
    roomPx: namesPx - 2 * MARGIN_PX,
  });
  context.restore();
}

/** A name in its own direction, and as much of its id behind it as has room. */
function drawLabel(context: CanvasRenderingContext2D, label: string, y: number, namesPx: number): void {
  const roomPx = namesPx - 2 * MARGIN_PX;
  const [name, id] = labelParts(label);
  const namePx = drawWords(context, name.slice(0, NAME_MAX), { x: MARGIN_PX, y, roomPx });
  const idRoomPx = roomPx - namePx;
  if (id === '' || idRoomPx < ID_MIN_PX) return;
  drawWords(context, id.slice(0, NAME_MAX), { x: MARGIN_PX + namePx, y, roomPx: idRoomPx });
}

interface Room {
  readonly x: number;
  readonly y: number;
  readonly roomPx: number;
}

/** Words that are too long keep their beginning, on whichever side that is; their width. */
function drawWords(context: CanvasRenderingContext2D, words: string, { x, y, roomPx }: Room): number {
  const isRightToLeft = /^[^\p{L}]*[\u0590-\u08FF\uFB1D-\uFEFC]/u.test(words);
  context.direction = isRightToLeft ? 'rtl' : 'ltr';
  context.textAlign = 'left';
  const widthOf = (part: string): number => context.measureText(part).width;
  const fittedWords = fitted(visible(words), roomPx, widthOf);
  context.fillText(fittedWords, x, y);
  const widthPx = widthOf(fittedWords);
  context.direction = 'ltr';
  return widthPx;
}

function drawNow(context: CanvasRenderingContext2D, picture: Picture): void {
  const x = xOf(picture, picture.nowAt);
  if (x < picture.namesPx || x > picture.widthPx) return;
  context.fillStyle = picture.colours.accent;
  context.fillRect(x - 1, RULER_PX - 6, 2, picture.heightPx);
}

function drawRuler(context: CanvasRenderingContext2D, picture: Picture): void {
  const { widthPx, namesPx, colours, zone, span } = picture;
  context.fillStyle = colours.surface;
  context.fillRect(0, 0, widthPx, RULER_PX);
  context.font = font(11);
  for (const { at, text } of ticksIn(zoneOr(zone), span, widthPx - namesPx)) {
    const x = xOf(picture, at);
    context.fillStyle = colours.line;
    context.fillRect(x, RULER_PX - 6, 1, 6);
    context.fillStyle = colours.muted;
    if (x + 4 + context.measureText(text).width <= widthPx) context.fillText(text, x + 4, 18);
  }
  context.fillStyle = colours.surface;
  context.fillRect(0, 0, namesPx, RULER_PX - 1);
  context.fillStyle = colours.muted;
  context.fillText(namesPx < NARROW_PX ? placeOf(zone) : zone, 12, 18, namesPx - 20);
  context.fillStyle = colours.line;
  context.fillRect(0, RULER_PX - 1, widthPx, 1);
}

const placeOf = (zone: string): string => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');

const font = (px: number, weight = 400): string => `${weight} ${px}px system-ui, sans-serif`;
