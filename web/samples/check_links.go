package main

import (
	"fmt"
	"net/http"
	"os"
	"sync"
	"time"
)

// Result is what came of one link.
type Result struct {
	URL    string
	Status int
	Err    error
}

// check asks for a page and notes how the server answers.
func check(client *http.Client, url string) Result {
	response, err := client.Get(url)
	if err != nil {
		return Result{URL: url, Err: err}
	}
	defer response.Body.Close()
	return Result{URL: url, Status: response.StatusCode}
}

func main() {
	client := &http.Client{Timeout: 5 * time.Second}
	results := make(chan Result)
	var wg sync.WaitGroup
	for _, url := range os.Args[1:] {
		wg.Add(1)
		go func() {
			defer wg.Done()
			results <- check(client, url)
		}()
	}
	go func() {
		wg.Wait()
		close(results)
	}()

	broken := 0
	for result := range results {
		if result.Err != nil || result.Status >= 400 {
			broken++
			fmt.Println("broken:", result.URL)
		}
	}
	if broken > 0 {
		os.Exit(1)
	}
}
