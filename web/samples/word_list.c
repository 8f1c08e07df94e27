#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// One word of the list, with how often it came.
struct word {
    char *text;
    int count;
    struct word *next;
};

// Counts a word: finds it in the list, or puts it at the front.
static struct word *count_word(struct word *list, const char *text)
{
    for (struct word *word = list; word != NULL; word = word->next) {
        if (strcmp(word->text, text) == 0) {
            word->count++;
            return list;
        }
    }

    struct word *word = malloc(sizeof *word);
    if (word == NULL)
        return NULL;
    word->text = strdup(text);
    if (word->text == NULL) {
        free(word);
        return NULL;
    }
    word->count = 1;
    word->next = list;
    return word;
}

static void free_words(struct word *list)
{
    while (list != NULL) {
        struct word *next = list->next;
        free(list->text);
        free(list);
        list = next;
    }
}

int main(void)
{
    struct word *words = NULL;
    char text[64];

    while (scanf("%63s", text) == 1) {
        struct word *longer = count_word(words, text);
        if (longer == NULL) {
            fprintf(stderr, "no memory left\n");
            free_words(words);
            return EXIT_FAILURE;
        }
        words = longer;
    }

    for (struct word *word = words; word != NULL; word = word->next)
        printf("%5d %s\n", word->count, word->text);

    free_words(words);
    return EXIT_SUCCESS;
}
