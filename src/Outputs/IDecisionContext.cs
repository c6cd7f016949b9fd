// SPDX-License-Identifier: MIT
namespace Wattwarden.Outputs
{
    /// <summary>Knows the values that an event looks at, so that a decision can be kept with them. Called on the control path: no allocation.</summary>
    public interface IDecisionContext
    {
        /// <summary>Adds the sources of the event's conditions A and B; the values are empty before.</summary>
        void Fill(int eventIndex, DecisionValues into);
    }
}
