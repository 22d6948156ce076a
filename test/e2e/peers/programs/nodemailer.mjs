import { createTransport } from 'nodemailer';

const [, , port] = process.argv;
const mailer = createTransport({ host: '127.0.0.1', port: Number(port) });
await mailer.sendMail({
  from: 'clinic@example.org',
  to: 'ana@example.org',
  subject: 'Visit ✓',
  text: 'Tuesday ✓',
});
