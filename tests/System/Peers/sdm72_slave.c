/* SPDX-License-Identifier: MIT
 * An SDM72D-M on libmodbus: a Modbus RTU slave that shares no line of code with the firmware.
 * Usage: sdm72_slave TTY.  Commands on standard input, one a line: "power WATTS", "mute", "talk", "quit".
 * Answers function 4 for the registers of the SDM72D-M manual V1.5: power 0x0034, energy import 0x0048, export 0x004A,
 * total 0x0156, import power 0x0500, export power 0x0502; float32, high word first.
 */
#include <errno.h>
#include <modbus.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <unistd.h>

#define REGISTERS 0x0510

static modbus_mapping_t *map;

/* High word first. Not modbus_set_float_abcd: in libmodbus 3.1.6 it swaps the bytes of each word on little-endian machines. */
static void put(int address, float value)
{
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    map->tab_input_registers[address] = (uint16_t)(bits >> 16);
    map->tab_input_registers[address + 1] = (uint16_t)bits;
}

static void put_power(float watts)
{
    put(0x0034, watts);
    put(0x0500, watts > 0 ? watts : 0);
    put(0x0502, watts < 0 ? -watts : 0);
}

/* Returns 0 when told to quit. */
static int command(int *mute)
{
    char line[80];
    if (!fgets(line, sizeof line, stdin) || strncmp(line, "quit", 4) == 0) return 0;
    if (strncmp(line, "power ", 6) == 0) put_power(strtof(line + 6, NULL));
    else if (strncmp(line, "mute", 4) == 0) *mute = 1;
    else if (strncmp(line, "talk", 4) == 0) *mute = 0;
    printf("ok\n");
    fflush(stdout);
    return 1;
}

int main(int argc, char **argv)
{
    if (argc != 2) { fprintf(stderr, "usage: sdm72_slave TTY\n"); return 2; }
    modbus_t *bus = modbus_new_rtu(argv[1], 9600, 'N', 8, 1);
    map = modbus_mapping_new(0, 0, 0, REGISTERS);
    if (!bus || !map || modbus_set_slave(bus, 1) || modbus_connect(bus))
    {
        fprintf(stderr, "sdm72_slave: %s: %s\n", argv[1], modbus_strerror(errno));
        return 1;
    }

    put_power(150.0f);
    put(0x0048, 1234.5f);
    put(0x004A, 321.25f);
    put(0x0156, 1555.75f);
    setvbuf(stdin, NULL, _IONBF, 0);
    printf("ready\n");
    fflush(stdout);

    int mute = 0, tty = modbus_get_socket(bus);
    for (;;)
    {
        fd_set readable;
        FD_ZERO(&readable);
        FD_SET(0, &readable);
        FD_SET(tty, &readable);
        if (select(tty + 1, &readable, NULL, NULL, NULL) < 0) return 1;
        if (FD_ISSET(0, &readable) && !command(&mute)) break;
        if (!FD_ISSET(tty, &readable)) continue;
        uint8_t query[MODBUS_RTU_MAX_ADU_LENGTH];
        int length = modbus_receive(bus, query);
        if (length > 0 && !mute) modbus_reply(bus, query, length, map);
    }

    modbus_close(bus);
    modbus_free(bus);
    return 0;
}
