/**
 * The kinds of gateway a scenario may name, and the keys of its own that each kind takes
 * beside the common ones. Kinds that HQ has no backend for are read as HQ's generic HTTP.
 */
export interface GatewayKind {
  readonly channel: 'sms' | 'email';
  /** Keys of this kind, kept as written in `Gateway.options`. */
  readonly options: readonly string[];
}

const sms = (...options: string[]): GatewayKind => ({
  channel: 'sms',
  options: ['url', 'reply_to', 'inbound_url', 'status_url', ...options],
});

const http = ['method', 'number_param', 'message_param', 'include_plus', 'additional_params'];

export const gatewayKinds: Readonly<Record<string, GatewayKind>> = {
  twilio: sms('account_sid', 'auth_token', 'messaging_service_sid', 'status_callback'),
  telerivet: sms('api_key', 'project_id', 'phone_id', 'route_id', 'webhook_secret'),
  infobip: sms(
    'account_sid',
    'auth_token',
    'personalized_subdomain',
    'reply_to_phone_number',
    'scenario_key',
  ),
  http: sms(...http),
  sislog: sms(...http),
  yo: sms(...http),
  test: sms(),
  smtp: { channel: 'email', options: ['host', 'port', 'username', 'password', 'from', 'secure'] },
  turn: sms('client_auth_token', 'auth_token', 'fallback_backend', 'template_namespace'),
  pinpoint: sms('project_id', 'region', 'access_key', 'secret_access_key', 'reply_to_phone_number'),
  africastalking: sms('username', 'api_key', 'sender_id'),
  vonage: sms('api_key', 'api_secret', 'signature_secret'),
  messagebird: sms('access_key', 'signing_key'),
  whatsapp_cloud: sms('phone_number_id', 'access_token', 'app_secret', 'verify_token'),
  karix: sms('username', 'password', 'sender_id'),
  rest_tcl: sms('username', 'password', 'sender_id'),
  airtel_tcl: sms('host_and_port', 'user_name', 'password', 'sender_id', 'circle_name', 'campaign_name'),
  vertex: sms('username', 'password', 'sender_id'),
  apposit: sms('application_id', 'application_token', 'host', 'from_number'),
  grapevine: sms('affiliate_code', 'authentication_code'),
  unicel: sms('username', 'password', 'sender'),
  mach: sms('account_id', 'password', 'sender_id', 'max_sms_per_second'),
  smsgh: sms('client_id', 'client_secret', 'from_number'),
  starfish: sms('password', 'channel', 'service'),
  push: sms('password', 'channel', 'service'),
  ivory_coast_mtn: sms('customer_id', 'username', 'password', 'sender_id'),
  start_enterprise: sms('username', 'password', 'sender_id'),
  trumpia: sms('username', 'api_key'),
  tropo: sms('messaging_token'),
  smpp: sms('host', 'port', 'system_id', 'password', 'system_type'),
};
