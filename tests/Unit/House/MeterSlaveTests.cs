// SPDX-License-Identifier: MIT
using Wattwarden.Emulator.House;
using Wattwarden.Emulator.Meters;
using Xunit;

namespace Wattwarden.Tests.Unit.House;

public class MeterSlaveTests
{
    [Fact]
    public void Crc_has_the_catalogue_value() => Assert.Equal(0x4B37, Crc.Of("123456789"u8));

    // Eastron SDM120 manual, worked example.
    [Fact]
    public void Sdm120_shows_230_volts_as_in_its_manual() =>
        Answers("eastron-sdm120", grid => grid.Volts[0] = 230.20001, "01 04 00 00 00 02 71 CB", "01 04 04 43 66 33 34 1B 38");

    // SDM630 on a real bus while the house exported, Tasmota issue 17671.
    [Fact]
    public void Sdm630_shows_export_as_negative_power() =>
        Answers("eastron-sdm630-v2", grid => grid.Watts[0] = BitConverter.UInt32BitsToSingle(0xC32C9822), "01 04 00 0C 00 02 B1 C8", "01 04 04 C3 2C 98 22 ED D0");

    // EM24-DIN, frames recorded on a real bus.
    [Fact]
    public void Em24_shows_voltages_as_recorded() =>
        Answers("carlo-gavazzi-em24", grid => Fill(grid.Volts, 227.3, 229.0, 223.1),
            "01 03 00 00 00 06 C5 C8", "01 03 0C 08 E1 00 00 08 F2 00 00 08 B7 00 00 41 BF");

    [Fact]
    public void Em24_shows_currents_and_power_as_recorded() =>
        Answers("carlo-gavazzi-em24", grid => Currents(grid, [0.457, 0.563, 1.237], [32.2, 115.7, 0]),
            "01 03 00 0C 00 0A 05 CE", "01 03 14 01 C9 00 00 02 33 00 00 04 D5 00 00 01 42 00 00 04 85 00 00 74 9F");

    [Fact]
    public void Em24_shows_negative_power_low_word_first_as_recorded() =>
        Answers("carlo-gavazzi-em24", grid => Currents(grid, [0, 0.041, 0.066], [0, -3.1, 0]),
            Seal("02 03 00 0C 00 0A"), "02 03 14 00 00 00 00 00 29 00 00 00 42 00 00 00 00 00 00 FF E1 FF FF 21 77", slaveId: 2);

    [Fact]
    public void Em24_shows_energy_per_phase_as_recorded() =>
        Answers("carlo-gavazzi-em24", grid => Fill(grid.PhaseImportKWh, 7743.5, 4789.3, 4174.3),
            Seal("01 03 00 46 00 06"), "01 03 0C 2E 7B 00 01 BB 15 00 00 A3 0F 00 00 65 2C");

    [Fact]
    public void SunSpec_begins_with_its_mark_and_the_chain_leads_to_the_meter_and_the_end()
    {
        foreach ((string preset, int model, int length) in new[] { ("fronius-sunspec", 213, 124), ("fronius-sunspec-sf", 203, 105) })
        {
            MeterSlave slave = Slave(preset);
            Assert.Equal([0x5375, 0x6E53, 1, 65], Read(slave, 3, 40000, 4));
            Assert.Equal([model, length], Read(slave, 3, 40069, 2));
            Assert.Equal([0xFFFF, 0], Read(slave, 3, 40069 + 2 + length, 2));
        }
    }

    [Fact]
    public void SunSpec_float_and_scaled_models_tell_the_same()
    {
        static void House(GridReading grid)
        {
            Fill(grid.Watts, -1500, 200, 300.4);
            Fill(grid.Volts, 230, 231, 232);
            grid.ImportKWh = 1234.567;
            grid.ExportKWh = 99.5;
        }

        int[] real = Read(Slave("fronius-sunspec", House), 3, 40071, 124);
        int[] scaled = Read(Slave("fronius-sunspec-sf", House), 3, 40071, 105);
        Assert.Equal(-999.6f, Float(real, 40097 - 40071));
        Assert.Equal(1234567f, Float(real, 40137 - 40071));
        Assert.Equal(99500f, Float(real, 40129 - 40071));
        Assert.Equal(-1000, (short)scaled[40087 - 40071]);
        Assert.Equal(0, scaled[40091 - 40071]);
        Assert.Equal(2310, scaled[40076 - 40071]);
        Assert.Equal(-1, (short)scaled[40084 - 40071]);
        Assert.Equal(1234567, (scaled[40115 - 40071] << 16) | scaled[40116 - 40071]);
        Assert.Equal(99500, (scaled[40107 - 40071] << 16) | scaled[40108 - 40071]);
    }

    // Each meter's way of showing −2345.6 W in total (SunSpec above).
    [Theory]
    [InlineData("eastron-sdm72dm", 4, 0x0034, "C5 12 99 9A")]
    [InlineData("eastron-sdm72dm-v2", 4, 0x0034, "C5 12 99 9A")]
    [InlineData("eastron-sdm630-v2", 4, 0x0034, "C5 12 99 9A")]
    [InlineData("eastron-sdm120", 4, 0x000C, "C5 12 99 9A")]
    [InlineData("eastron-sdm230", 4, 0x000C, "C5 12 99 9A")]
    [InlineData("chint-dtsu666", 3, 0x2012, "C6 B7 40 00")]           // −23456
    [InlineData("chint-dtsu666-h", 3, 2126, "C5 12 99 9A")]
    [InlineData("carlo-gavazzi-em24", 3, 0x0028, "A4 60 FF FF")]      // −23456, low word first
    [InlineData("carlo-gavazzi-em340", 4, 0x0028, "A4 60 FF FF")]
    [InlineData("abb-b23", 3, 0x5B14, "FF FC 6B C0")]                 // −234560
    [InlineData("schneider-iem3155", 3, 3059, "C0 16 1E 4F")]         // −2.3456 kW
    [InlineData("orno-we-517", 3, 0x001C, "C0 16 1E 4F")]
    [InlineData("finder-7m38", 4, 2536, "C5 12 99 9A")]
    [InlineData("siemens-pac2200", 3, 65, "C5 12 99 9A")]
    public void Total_power_is_shown_in_the_meters_own_way(string preset, int function, int address, string expected)
    {
        int[] words = Read(Slave(preset, grid => grid.Watts[0] = -2345.6), function, address, 2);
        Assert.Equal(expected, Hex([(byte)(words[0] >> 8), (byte)words[0], (byte)(words[1] >> 8), (byte)words[1]]));
    }

    // 1234.5 kWh bought.
    [Theory]
    [InlineData("eastron-sdm72dm", 4, 0x0048, "44 9A 50 00")]
    [InlineData("chint-dtsu666", 3, 0x101E, "44 9A 50 00")]
    [InlineData("chint-dtsu666-h", 3, 2166, "44 9A 50 00")]
    [InlineData("carlo-gavazzi-em24", 4, 0x003E, "30 39 00 00")]
    [InlineData("carlo-gavazzi-em340", 3, 0x0034, "30 39 00 00")]
    [InlineData("abb-b23", 3, 0x5000, "00 00 00 00 00 01 E2 3A")]
    [InlineData("schneider-iem3155", 3, 3203, "00 00 00 00 00 12 D6 44")]
    [InlineData("schneider-iem3155", 3, 45099, "49 96 B2 20")]
    [InlineData("orno-we-517", 3, 0x0108, "44 9A 50 00")]
    [InlineData("siemens-pac2200", 4, 801, "41 32 D6 44 00 00 00 00")]
    public void Imported_energy_is_shown_in_the_meters_own_way(string preset, int function, int address, string expected)
    {
        int count = expected.Split(' ').Length / 2;
        int[] words = Read(Slave(preset, grid => grid.ImportKWh = 1234.5), function, address, count);
        Assert.Equal(expected, Hex([.. words.SelectMany(word => new[] { (byte)(word >> 8), (byte)word })]));
    }

    // Requests that stand in vendor papers and recordings: each is answered, with as many registers as it asks for.
    [Theory]
    [InlineData("schneider-iem3155", "01 03 0B F3 00 02 36 1C")]
    [InlineData("siemens-pac2200", "7E 03 00 41 00 02 9F D0")]
    [InlineData("chint-dtsu666-h", "0B 03 07 D1 00 01 D5 ED")]
    [InlineData("chint-dtsu666-h", "0B 03 08 36 00 50 A7 32")]
    public void Recorded_requests_are_answered(string preset, string request)
    {
        byte[] asked = Bytes(request);
        byte[] answer = Ask(Slave(preset), asked);
        Assert.Equal(5 + (2 * asked[5]), answer.Length);
        Assert.Equal(asked[1], answer[1]);
        Assert.True(Crc.IsGood(answer));
    }

    [Theory]
    [InlineData("eastron-sdm72dm", "01 06 00 34 00 01", "01 86 01")]     // function of another world
    [InlineData("eastron-sdm72dm", "01 04 00 00 00 02", "01 84 02")]     // version 1 has no voltages
    [InlineData("eastron-sdm72dm", "01 04 00 4A 00 04", "01 84 02")]     // runs over the end of a documented block
    [InlineData("eastron-sdm72dm-v2", "01 04 01 5A 00 02", "01 84 02")]  // no energy per phase
    [InlineData("eastron-sdm630-v2", "01 04 00 01 00 02", "01 84 02")]   // odd start
    [InlineData("eastron-sdm630-v2", "01 04 00 00 00 03", "01 84 03")]   // odd count
    [InlineData("eastron-sdm630-v2", "01 04 00 00 00 52", "01 84 03")]   // 82 registers
    [InlineData("eastron-sdm72dm-v2", "01 04 00 00 00 3E", "01 84 03")]  // 62 registers
    [InlineData("carlo-gavazzi-em24", "01 03 00 00 00 0C", "01 83 03")]  // 12 registers
    [InlineData("carlo-gavazzi-em340", "01 03 00 00 00 33", "01 83 03")] // 51 registers
    [InlineData("abb-b23", "01 04 5B 00 00 02", "01 84 01")]
    [InlineData("abb-b23", "01 03 5B 00 00 00", "01 83 03")]
    [InlineData("siemens-pac2200", "7E 03 00 02 00 02", "FE 83 02", true)] // inside a value
    public void What_a_meter_does_not_have_is_refused(string preset, string request, string expected, bool slaveFromRequest = false)
    {
        byte[] answer = Ask(Slave(preset), Bytes(Seal(request)));
        byte[] wanted = Bytes(expected);
        if (slaveFromRequest) wanted[0] = Bytes(request)[0];
        Assert.Equal(wanted, answer[..^2]);
        Assert.True(Crc.IsGood(answer));
    }

    [Fact]
    public void Broken_frames_other_slaves_and_broadcasts_meet_silence()
    {
        MeterSlave slave = Slave("eastron-sdm630-v2");
        byte[] request = Bytes("01 04 00 00 00 02 71 CB");
        Assert.NotEmpty(Ask(slave, request));
        for (int bit = 0; bit < 64; bit++)
        {
            byte[] damaged = (byte[])request.Clone();
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Empty(Ask(slave, damaged));
        }

        Assert.Empty(Ask(slave, Bytes(Seal("02 04 00 00 00 02"))));
        Assert.Empty(Ask(slave, Bytes(Seal("00 04 00 00 00 02"))));
        Assert.Empty(Ask(slave, []));
        Assert.Empty(Ask(slave, request[..5]));
    }

    [Fact]
    public void A_full_block_of_the_sdm630_takes_one_request()
    {
        int[] words = Read(Slave("eastron-sdm630-v2", grid => grid.ExportKWh = 2), 4, 0, 80);
        Assert.Equal(2f, Float(words, 0x4A));
    }

    [Fact]
    public void Every_value_of_every_meter_can_be_read_alone_and_is_what_the_table_says()
    {
        foreach (MeterModel model in MeterCatalog.All)
        {
            MeterSlave slave = Slave(model.Id, grid => Fill(grid.Volts, 230, 231, 229));
            foreach (RegisterSpace space in model.Spaces)
            {
                foreach (Register register in space.Registers)
                {
                    int[] words = Read(slave, space.Functions[0], register.Address, register.Registers);
                    if (register is not { Quantity: Quantity.VoltL1, Encoding: Encoding.Float32 }) continue;
                    Assert.Equal(230 / register.Scale, Float(words, 0), 3);
                }
            }
        }
    }

    [Fact]
    public void No_two_values_of_a_meter_share_a_register()
    {
        foreach (RegisterSpace space in MeterCatalog.All.SelectMany(model => model.Spaces))
        {
            for (int i = 1; i < space.Registers.Length; i++)
            {
                Register before = space.Registers[i - 1];
                Assert.True(before.Address + before.Registers <= space.Registers[i].Address, $"{before} and {space.Registers[i]}");
            }
        }
    }

    private static MeterSlave Slave(string preset, Action<GridReading>? fill = null, int? slaveId = null) =>
        new(MeterCatalog.Find(preset)!, new StillGrid(fill ?? (_ => { })), slaveId);

    private static void Answers(string preset, Action<GridReading> fill, string request, string expected, int? slaveId = null) =>
        Assert.Equal(expected, Hex(Ask(Slave(preset, fill, slaveId), Bytes(request))));

    private static byte[] Ask(MeterSlave slave, byte[] request)
    {
        byte[] reply = new byte[MeterSlave.LongestFrame];
        return reply[..slave.Answer(request, reply, 0)];
    }

    private static int[] Read(MeterSlave slave, int function, int address, int count)
    {
        byte[] answer = Ask(slave, Bytes(Seal($"{slave.SlaveId:X2} {function:X2} {address >> 8:X2} {address & 255:X2} 00 {count:X2}")));
        Assert.True(Crc.IsGood(answer), $"{slave.Model.Id} {address:X4}: silence");
        Assert.Equal(function, answer[1]);
        return [.. Enumerable.Range(0, count).Select(i => (answer[3 + (2 * i)] << 8) | answer[4 + (2 * i)])];
    }

    private static float Float(int[] words, int at) => BitConverter.UInt32BitsToSingle(((uint)words[at] << 16) | (uint)words[at + 1]);

    private static void Fill(double[] target, params double[] values) => values.CopyTo(target, 0);

    private static void Currents(GridReading grid, double[] amperes, double[] watts)
    {
        for (int phase = 0; phase < 3; phase++)
        {
            grid.Volts[phase] = 230;
            grid.Watts[phase] = watts[phase];
            double apparent = 230 * amperes[phase];
            grid.Reactive[phase] = Math.Sqrt(Math.Max(0, (apparent * apparent) - (watts[phase] * watts[phase])));
        }
    }

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", ""));

    private static string Hex(byte[] bytes) => BitConverter.ToString(bytes).Replace('-', ' ');

    private static string Seal(string hex)
    {
        byte[] frame = new byte[64];
        byte[] body = Bytes(hex);
        body.CopyTo(frame, 0);
        return Hex(frame[..Crc.Seal(frame, body.Length)]);
    }

    private sealed class StillGrid(Action<GridReading> fill) : IGridConnection
    {
        public void Measure(GridReading reading, long nowUs) => fill(reading);
    }
}
