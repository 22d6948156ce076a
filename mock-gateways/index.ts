/** Every fake gateway there is, by the `type` a scenario gives. */
import type { GatewayKind } from '../src/core/model/wire.ts';
import { africastalking } from './africastalking/index.ts';
import { airtelTcl } from './airtel-tcl/index.ts';
import { apposit } from './apposit/index.ts';
import { grapevine } from './grapevine/index.ts';
import { http } from './http/index.ts';
import { infobip } from './infobip/index.ts';
import { ivoryCoastMtn } from './ivory-coast-mtn/index.ts';
import { karix } from './karix/index.ts';
import { mach } from './mach/index.ts';
import { megamobile } from './megamobile/index.ts';
import { messagebird } from './messagebird/index.ts';
import { pinpoint } from './pinpoint/index.ts';
import { push } from './push/index.ts';
import { restTcl } from './rest-tcl/index.ts';
import { sislog } from './sislog/index.ts';
import { smpp } from './smpp/index.ts';
import { smsgh } from './smsgh/index.ts';
import { smtp } from './smtp/index.ts';
import { starfish } from './starfish/index.ts';
import { startEnterprise } from './start-enterprise/index.ts';
import { telerivet } from './telerivet/index.ts';
import { test } from './test/index.ts';
import { tropo } from './tropo/index.ts';
import { trumpia } from './trumpia/index.ts';
import { turn } from './turn/index.ts';
import { twilio } from './twilio/index.ts';
import { unicel } from './unicel/index.ts';
import { vertex } from './vertex/index.ts';
import { vonage } from './vonage/index.ts';
import { whatsappCloud } from './whatsapp-cloud/index.ts';
import { yo } from './yo/index.ts';

const kinds: readonly GatewayKind[] = [
  twilio,
  telerivet,
  infobip,
  http,
  sislog,
  yo,
  test,
  smtp,
  turn,
  pinpoint,
  africastalking,
  vonage,
  messagebird,
  whatsappCloud,
  karix,
  restTcl,
  airtelTcl,
  vertex,
  apposit,
  grapevine,
  unicel,
  mach,
  smsgh,
  starfish,
  push,
  ivoryCoastMtn,
  startEnterprise,
  trumpia,
  tropo,
  megamobile,
  smpp,
];

export const gatewayCatalogue: ReadonlyMap<string, GatewayKind> = new Map(
  kinds.map((gatewayKind) => [gatewayKind.kind, gatewayKind]),
);
