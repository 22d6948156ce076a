import express, { type Express } from 'express';
import type { SessionParts } from './app-parts.ts';
import { addCommCareRoutes } from './commcare-routes.ts';
import { noSuchPath, refused } from './refused.ts';
import { addSessionRoutes } from './session-routes.ts';

/** The HTTP API of one session, in its own thread; whom it may serve is decided before. */
export function sessionApp(parts: SessionParts): Express {
  const app = express();
  app.disable('x-powered-by').set('query parser', 'simple');
  addSessionRoutes(app, parts);
  addCommCareRoutes(app, parts);
  app.use(noSuchPath);
  app.use(refused);
  return app;
}
