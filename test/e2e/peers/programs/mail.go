// Sends one mail by the mail client of Go's standard library: go run mail.go PORT.
package main

import (
	"log"
	"net/smtp"
	"os"
	"strings"
)

const mail = `From: clinic@example.org
To: ana@example.org
Subject: =?UTF-8?B?VmlzaXQg4pyT?=
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

Tuesday ✓
`

func main() {
	body := []byte(strings.ReplaceAll(mail, "\n", "\r\n"))
	err := smtp.SendMail("127.0.0.1:"+os.Args[1], nil, "clinic@example.org", []string{"ana@example.org"}, body)
	if err != nil {
		log.Fatal(err)
	}
}
