/* SPDX-License-Identifier: MIT
 * Reads input registers with libmodbus and prints how long each round took: the yardstick for the firmware's own master.
 * Usage: read_registers TTY BITRATE ROUNDS ADDRESS:COUNT...   prints one line "round_ms V" a round, then "values" of the last block.
 */
#include <errno.h>
#include <modbus.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

int main(int argc, char **argv)
{
    if (argc < 5) { fprintf(stderr, "usage: read_registers TTY BITRATE ROUNDS ADDRESS:COUNT...\n"); return 2; }
    modbus_t *bus = modbus_new_rtu(argv[1], atoi(argv[2]), 'N', 8, 1);
    if (!bus || modbus_set_slave(bus, 1) || modbus_connect(bus))
    {
        fprintf(stderr, "read_registers: %s: %s\n", argv[1], modbus_strerror(errno));
        return 1;
    }

    for (int round = 0; round < atoi(argv[3]); round++)
    {
        double start = now_ms();
        for (int i = 4; i < argc; i++)
        {
            uint16_t words[125];
            char *end;
            int address = (int)strtol(argv[i], &end, 0);
            int count = (int)strtol(end + 1, NULL, 0);
            if (modbus_read_input_registers(bus, address, count, words) != count)
            {
                fprintf(stderr, "read_registers: 0x%04X: %s\n", address, modbus_strerror(errno));
                return 1;
            }
        }

        printf("round_ms %.3f\n", now_ms() - start);
    }

    modbus_close(bus);
    modbus_free(bus);
    return 0;
}
