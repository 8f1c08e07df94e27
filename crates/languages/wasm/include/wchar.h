#pragma once
#include <stddef.h>
typedef unsigned int wint_t;
#define WEOF 0xffffffffu
