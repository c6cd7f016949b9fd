// SPDX-License-Identifier: MIT
using Wattwarden.Modbus;

namespace Wattwarden.Meters.SunSpec
{
    /// <summary>
    /// Finds the meter and inverter models of a SunSpec device, one small read at a time: the marker "SunS" at one of three bases, then from
    /// model header to model header. Asks nothing by itself: the module that owns it passes requests and answers.
    /// </summary>
    internal sealed class SunSpecDiscovery
    {
        // base:  'S''u' 'n''S'
        // then:  ID  L  <L registers>   ID  L  <L registers>  …  FFFF 0000
        private const int MarkerHigh = 0x5375;
        private const int MarkerLow = 0x6E53;
        private const int HeaderRegisters = 2;
        private const int EndOfChain = 0xFFFF;
        private const int MaxModels = 60;
        private const int LastAddress = 65533;

        private static readonly int[] Bases = { 40000, 50000, 0 };

        private int _base;
        private int _address;
        private int _models;
        private bool _walking;
        private int _meterModel;
        private int _meterAddress;
        private int _inverterModel;
        private int _inverterAddress;

        public SunSpecDiscovery()
        {
            Restart();
        }

        /// <summary>True when the chain has been walked to its end and holds a model that we know.</summary>
        public bool IsDone { get; private set; }

        /// <summary>True when no base has a marker, or the chain holds nothing that we know; Restart begins again.</summary>
        public bool IsVain { get; private set; }

        /// <summary>The exception that came instead of a model that we know; also where the device gave other registers. It outlives Restart. Ok: none.</summary>
        public ModbusStatus Refusal { get; private set; }

        public void Restart()
        {
            IsDone = false;
            IsVain = false;
            _base = 0;
            BeginBase();
        }

        public void Fill(ModbusRequest request, byte slave) => request.SetRead(slave, 3, _address, HeaderRegisters);

        /// <summary>Takes an answer. False: there was none, ask the same again later.</summary>
        public bool Take(ModbusRequest request)
        {
            bool refused = request.Status == ModbusStatus.IllegalAddress || request.Status == ModbusStatus.IllegalValue;
            bool answered = request.Status == ModbusStatus.Ok && request.DataLength == HeaderRegisters * 2;
            if (!refused) Refusal = answered || request.Status >= ModbusStatus.Timeout ? ModbusStatus.Ok : request.Status;
            if (!refused && !answered) return false;
            if (!_walking) TakeMarker(answered && request.Register(0) == MarkerHigh && request.Register(1) == MarkerLow);
            else if (refused || request.Register(0) == EndOfChain) EndChain();
            else TakeHeader(request.Register(0), request.Register(1));
            if (IsVain) Refusal = ModbusStatus.IllegalAddress;
            return true;
        }

        /// <summary>The table of what was found, with the line settings of the preset.</summary>
        public RegisterTable Build(RegisterTable preset)
        {
            RegisterTable table = preset.CopyEmpty();
            if (_meterModel != 0) SunSpecModels.AddMeter(table, _meterModel, _meterAddress);
            if (_inverterModel != 0) SunSpecModels.AddInverter(table, _inverterModel, _inverterAddress, _meterModel == 0);
            return table;
        }

        private void TakeMarker(bool found)
        {
            if (found)
            {
                _walking = true;
                _address += HeaderRegisters;
                return;
            }

            if (++_base < Bases.Length) BeginBase();
            else IsVain = true;
        }

        private void TakeHeader(int model, int length)
        {
            if (_meterModel == 0 && SunSpecModels.IsMeter(model))
            {
                _meterModel = model;
                _meterAddress = _address;
            }
            else if (_inverterModel == 0 && SunSpecModels.IsInverter(model))
            {
                _inverterModel = model;
                _inverterAddress = _address;
            }

            _address += HeaderRegisters + length;
            if (++_models >= MaxModels || _address > LastAddress) EndChain();
        }

        private void EndChain()
        {
            IsDone = _meterModel != 0 || _inverterModel != 0;
            IsVain = !IsDone;
        }

        private void BeginBase()
        {
            _walking = false;
            _models = 0;
            _meterModel = 0;
            _inverterModel = 0;
            _address = Bases[_base];
        }
    }
}
