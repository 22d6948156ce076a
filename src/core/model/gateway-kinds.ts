/**
 * The kinds of gateway a scenario may name, and the keys of its own that each kind takes
 * beside the common ones. Kinds that HQ has no backend for are read as HQ's generic HTTP.
 */
export interface GatewayKind {
  readonly channel: 'sms' | 'email';
  /** Keys of this kind, kept as written in `Gateway.options`. */
  readonly options: readonly string[];
  /** Those of them whose values are never shown. */
  readonly secrets: readonly string[];
}

/** An option whose value is never shown. */
interface Secret {
  readonly secret: string;
}

const secret = (name: string): Secret => ({ secret: name });

const kindOf = (channel: GatewayKind['channel'], options: readonly (string | Secret)[]): GatewayKind => ({
  channel,
  options: options.map((option) => (typeof option === 'string' ? option : option.secret)),
  secrets: options.flatMap((option) => (typeof option === 'string' ? [] : option.secret)),
});

const sms = (...options: (string | Secret)[]): GatewayKind =>
  kindOf('sms', ['url', 'reply_to', 'reply_to_phone_number', 'inbound_url', 'status_url', ...options]);

const http = ['method', 'number_param', 'message_param', 'include_plus', secret('additional_params')];

export const gatewayKinds: Readonly<Record<string, GatewayKind>> = {
  twilio: sms(
    'account_sid',
    secret('auth_token'),
    'messaging_service_sid',
    'status_callback',
    'fallback_url',
  ),
  telerivet: sms(secret('api_key'), 'project_id', 'phone_id', 'route_id', secret('webhook_secret')),
  infobip: sms('account_sid', secret('auth_token'), 'personalized_subdomain', secret('scenario_key')),
  http: sms(...http),
  sislog: sms(...http),
  yo: sms(...http),
  test: sms(),
  smtp: kindOf('email', ['host', 'port', 'username', secret('password'), 'from', 'secure']),
  turn: sms(secret('client_auth_token'), secret('auth_token'), 'fallback_backend', 'template_namespace'),
  pinpoint: sms('project_id', 'region', secret('access_key'), secret('secret_access_key')),
  africastalking: sms('username', secret('api_key'), 'sender_id'),
  vonage: sms(secret('api_key'), secret('api_secret'), secret('signature_secret')),
  messagebird: sms(secret('access_key'), secret('signing_key')),
  whatsapp_cloud: sms(
    'phone_number_id',
    secret('access_token'),
    secret('app_secret'),
    secret('verify_token'),
  ),
  karix: sms('username', secret('password'), 'sender_id'),
  rest_tcl: sms('username', secret('password'), 'sender_id'),
  airtel_tcl: sms(
    'host_and_port',
    'user_name',
    secret('password'),
    'sender_id',
    'circle_name',
    'campaign_name',
  ),
  vertex: sms('username', secret('password'), 'sender_id'),
  apposit: sms('application_id', secret('application_token'), 'host', 'from_number'),
  grapevine: sms('affiliate_code', secret('authentication_code')),
  unicel: sms('username', secret('password'), 'sender'),
  mach: sms('account_id', secret('password'), 'sender_id', 'max_sms_per_second'),
  smsgh: sms('client_id', secret('client_secret'), 'from_number'),
  starfish: sms(),
  push: sms(secret('password'), 'channel', 'service'),
  ivory_coast_mtn: sms('customer_id', 'username', secret('password'), 'sender_id'),
  start_enterprise: sms('username', secret('password'), 'sender_id'),
  trumpia: sms('username', secret('api_key')),
  tropo: sms(secret('messaging_token')),
  megamobile: sms('api_account_name', 'source_identifier'),
  smpp: sms('host', 'port', 'system_id', secret('password'), 'system_type', 'window'),
};

/** Every option of any kind whose value is never shown. */
export const secretOptions: readonly string[] = [
  ...new Set(Object.values(gatewayKinds).flatMap(({ secrets }) => secrets)),
];
