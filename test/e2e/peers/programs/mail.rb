require 'net/smtp'

mail = <<~MAIL.gsub("\n", "\r\n")
  From: clinic@example.org
  To: ana@example.org
  Subject: =?UTF-8?B?VmlzaXQg4pyT?=
  MIME-Version: 1.0
  Content-Type: text/plain; charset=utf-8
  Content-Transfer-Encoding: 8bit

  Tuesday ✓
MAIL
Net::SMTP.start('127.0.0.1', ARGV[0].to_i) do |server|
  server.send_message(mail, 'clinic@example.org', ['ana@example.org'])
end
