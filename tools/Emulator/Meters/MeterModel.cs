// SPDX-License-Identifier: MIT
namespace Wattwarden.Emulator.Meters;

/// <summary>One value in a register table. The register shows value / <see cref="Scale"/>, so Scale is the unit of one count.</summary>
public readonly record struct Register(int Address, Encoding Encoding, Quantity Quantity, double Scale)
{
    public int Registers => Encoding.Registers();

    /// <summary>The next table row of the same kind for the following quantity.</summary>
    public static Register[] Row(int address, Encoding encoding, double scale, params Quantity[] quantities) =>
        [.. quantities.Select((quantity, i) => new Register(address + (i * encoding.Registers()), encoding, quantity, scale))];
}

/// <summary>A register that always shows the same.</summary>
public readonly record struct Constant(int Address, ushort Value);

/// <summary>Registers that the device answers for, first and last included; what has no value among them reads 0.</summary>
public readonly record struct Area(int First, int Last);

/// <summary>One register space, reached by one or two read functions.</summary>
public sealed class RegisterSpace
{
    public RegisterSpace(int[] functions, IEnumerable<Register> registers, IEnumerable<Area>? areas = null, IEnumerable<Constant>? constants = null)
    {
        Functions = functions;
        Registers = [.. registers.OrderBy(register => register.Address)];
        Constants = [.. (constants ?? []).OrderBy(constant => constant.Address)];
        Areas = areas is null ? Own() : [.. areas];
    }

    public int[] Functions { get; }

    public Register[] Registers { get; }

    public Constant[] Constants { get; }

    public Area[] Areas { get; }

    public bool Holds(int first, int count)
    {
        int at = first;
        while (at < first + count)
        {
            int next = at;
            foreach (Area area in Areas)
            {
                if (at >= area.First && at <= area.Last) next = Math.Max(next, area.Last + 1);
            }

            if (next == at) return false;
            at = next;
        }

        return true;
    }

    // Without a list of areas a device answers for its documented registers only.
    private Area[] Own() =>
        [.. Registers.Select(it => new Area(it.Address, it.Address + it.Registers - 1)), .. Constants.Select(it => new Area(it.Address, it.Address))];
}

/// <summary>A kind of meter as it behaves on the wire. The tables stand in the files beside this one.</summary>
public sealed record MeterModel
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    /// <summary>Factory slave id.</summary>
    public int SlaveId { get; init; } = 1;

    public int BaudRate { get; init; } = 9600;

    public char Parity { get; init; } = 'N';

    public int StopBits { get; init; } = 1;

    /// <summary>3, or 1 for a meter on one phase: the house is then wired to L1 only.</summary>
    public int Phases { get; init; } = 3;

    public required RegisterSpace[] Spaces { get; init; }

    public int MaxRegisters { get; init; } = 125;

    /// <summary>Answer to more than <see cref="MaxRegisters"/>: 2 or 3.</summary>
    public int TooManyException { get; init; } = 3;

    /// <summary>Registers come in pairs: an odd first register or an odd count is refused.</summary>
    public bool PairsOnly { get; init; }

    /// <summary>A request that begins or ends inside a value is refused.</summary>
    public bool WholeValuesOnly { get; init; }

    /// <summary>Function 08, sub-function 0 is answered with an echo.</summary>
    public bool EchoesDiagnostics { get; init; }

    public RegisterSpace? Space(int function) => Array.Find(Spaces, space => space.Functions.Contains(function));
}
