<?php

/** Sends one mail by the client that is named, as its documentation says and with nothing switched off. */

[, $client, $port] = $argv;

if ($client === 'phpmailer') {
    require '/usr/share/php/libphp-phpmailer/autoload.php';
    $mail = new PHPMailer\PHPMailer\PHPMailer(true);
    $mail->isSMTP();
    $mail->CharSet = 'UTF-8';
    $mail->Host = '127.0.0.1';
    $mail->Port = (int) $port;
    $mail->setFrom('clinic@example.org');
    $mail->addAddress('ana@example.org');
    $mail->Subject = 'Visit ✓';
    $mail->Body = 'Tuesday ✓';
    $mail->send();
} else {
    require '/usr/share/php/Symfony/Component/Mailer/autoload.php';
    $mailer = new Symfony\Component\Mailer\Mailer(
        Symfony\Component\Mailer\Transport::fromDsn("smtp://127.0.0.1:$port")
    );
    $mailer->send(
        (new Symfony\Component\Mime\Email())
            ->from('clinic@example.org')
            ->to('ana@example.org')
            ->subject('Visit ✓')
            ->text('Tuesday ✓')
    );
}
