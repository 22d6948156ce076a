# A text and its receipt by Net::SMPP, in its default settings: smpp.pl PORT
use strict;
use warnings;
use Net::SMPP;

my ($port) = @ARGV;
$SIG{ALRM} = sub { die "no receipt came\n" };
alarm 20;
my $smpp = Net::SMPP->new_transceiver('127.0.0.1', port => $port, system_id => 'app', password => 'pw')
  or die "cannot bind\n";
my $answer = $smpp->submit_sm(
    source_addr         => '12345',
    destination_addr    => '27831234567',
    registered_delivery => 1,
    data_coding         => 8,
    short_message       => pack('n*', map { ord } split //, "Visit \x{2713}"),
) or die "not taken\n";
my $receipt = $smpp->read_pdu() or die "nothing came\n";
$smpp->deliver_sm_resp(seq => $receipt->seq, message_id => '');
$smpp->unbind();
print "$answer->{message_id} $receipt->{short_message}\n";
