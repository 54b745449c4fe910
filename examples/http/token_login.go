// A login with a hardware token, with Go's net/http.
//
//	foblab serve --http --port 8080 &
//	go run token_login.go http://127.0.0.1:8080
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"os"
)

type object map[string]any

func main() {
	server := "http://127.0.0.1:8080"
	if len(os.Args) > 1 {
		server = os.Args[1]
	}
	// A bench of its own, in memory, which ends by itself.
	lab := post(server+"/v1/labs", object{"seed": "7"})["url"].(string)
	serial := post(lab+"/v1/fobs", object{"model": "onespan/digipass-go7"})["serial"].(string)
	post(lab+"/v1/credentials", object{"fob": serial})
	code := post(lab+"/v1/fobs/"+serial+"/code", object{})["code"]
	for _, wanted := range []string{"accepted", "replayed"} {
		outcome := post(lab+"/v1/credentials/"+serial+"/verify", object{"otp": code})["outcome"]
		if outcome != wanted {
			log.Fatalf("expected %s, was %v", wanted, outcome)
		}
	}
	fmt.Println("accepted once")
}

func post(url string, body object) object {
	text, err := json.Marshal(body)
	if err != nil {
		log.Fatal(err)
	}
	answer, err := http.Post(url, "application/json", bytes.NewReader(text))
	if err != nil {
		log.Fatal(err)
	}
	defer answer.Body.Close()
	var given object
	if err := json.NewDecoder(answer.Body).Decode(&given); err != nil {
		log.Fatal(err)
	}
	if answer.StatusCode >= 400 {
		log.Fatalf("%s: %v", given["code"], given["detail"])
	}
	return given
}
